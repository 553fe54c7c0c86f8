// One small line plot for each measured name: the last values, drawn as they come.

const MAX_POINTS = 300;
const SVG = 'http://www.w3.org/2000/svg';

export class Plots {
  constructor(element) {
    this.element = element;
    this.series = new Map();
  }

  clear() {
    this.series.clear();
    this.element.replaceChildren();
  }

  add(name, unit, value, time) {
    const series = this.series.get(name) ?? this.create(name);
    series.points.push([time, value]);
    if (series.points.length > MAX_POINTS) series.points.shift();
    this.draw(series, unit);
  }

  create(name) {
    const figure = document.createElement('figure');
    const caption = document.createElement('figcaption');
    const label = document.createElement('span');
    const latest = document.createElement('strong');
    label.textContent = name;
    caption.append(label, latest);
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 300 100');
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('role', 'img');
    const path = document.createElementNS(SVG, 'path');
    for (const y of [4, 50, 96]) {
      const line = document.createElementNS(SVG, 'line');
      for (const [key, v] of Object.entries({ x1: 0, x2: 300, y1: y, y2: y })) line.setAttribute(key, v);
      svg.append(line);
    }
    svg.append(path);
    const range = document.createElement('figcaption');
    figure.append(caption, svg, range);
    this.element.append(figure);
    const series = { name, latest, range, svg, path, points: [] };
    this.series.set(name, series);
    return series;
  }

  draw(series, unit) {
    const { points } = series;
    const values = points.map(([, value]) => value);
    const low = Math.min(...values);
    const high = Math.max(...values);
    const start = points[0][0];
    const span = Math.max(1, points.at(-1)[0] - start);
    const height = high - low || 1;
    series.path.setAttribute('d', points.map(([time, value], i) =>
      `${i ? 'L' : 'M'}${(300 * (time - start) / span).toFixed(1)} ${(96 - 92 * (value - low) / height).toFixed(1)}`).join(''));
    const shown = `${values.at(-1)} ${unit}`;
    series.latest.textContent = shown;
    series.range.textContent = `${low} to ${high} ${unit}, ${points.length} values in ${Math.round(span / 1000)} s`;
    series.svg.setAttribute('aria-label', `${series.name} is ${shown}`);
  }
}
