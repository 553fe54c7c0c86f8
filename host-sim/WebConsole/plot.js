// Line plots with axes, one for each measured name, and what the link costs in bytes per minute.

import { make, draw, clock } from '/dom.js';

const KEEP_MS = 3_600_000;
const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [360, 160, 56, 22, 22];

export class Plots {
  constructor(element, windowSelect) {
    this.element = element;
    this.select = windowSelect;
    this.series = new Map();
    windowSelect.onchange = () => this.redraw();
    setInterval(() => this.redraw(), 1000);
  }

  clear() {
    this.series.clear();
    this.element.replaceChildren();
  }

  add(name, unit, value, time) {
    this.of(name, unit).points.push([time, value]);
    this.redraw();
  }

  // Bytes are summed up minute by minute, up and down apart.
  count(direction, bytes, time) {
    const series = this.of(`bytes ${direction} per minute`, 'B');
    const minute = Math.floor(time / 60000) * 60000;
    const last = series.points.at(-1);
    if (last?.[0] === minute) last[1] += bytes;
    else series.points.push([minute, bytes]);
    series.isBars = true;
  }

  of(name, unit) {
    let series = this.series.get(name);
    if (!series) {
      const figure = make('figure');
      const caption = make('figcaption');
      const latest = make('strong');
      const svg = draw('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img' });
      caption.append(make('span', name), latest);
      figure.append(caption, svg);
      this.element.append(figure);
      series = { name, unit, latest, svg, points: [], isBars: false };
      this.series.set(name, series);
    }
    return series;
  }

  redraw() {
    const now = Date.now();
    const from = now - Number(this.select.value) * 1000;
    for (const series of this.series.values()) {
      while (series.points.length && series.points[0][0] < now - KEEP_MS) series.points.shift();
      this.drawOne(series, from, now);
    }
  }

  drawOne(series, from, now) {
    const shown = series.points.filter(([time]) => time >= from - (series.isBars ? 60000 : 0));
    const values = shown.map(([, value]) => value);
    const latest = series.points.at(-1);
    series.latest.textContent = latest ? `${format(latest[1])} ${series.unit}` : '';
    series.svg.setAttribute('aria-label', `${series.name}: ${series.latest.textContent}, ${shown.length} values`);
    const ticks = axis(Math.min(...values, ...(series.isBars ? [0] : [])), Math.max(...values));
    const x = time => LEFT + (WIDTH - LEFT - 6) * (Math.max(time, from) - from) / (now - from);
    const y = value => HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (value - ticks[0]) / (ticks.at(-1) - ticks[0]);
    const parts = values.length ? ticks.flatMap(tick => [
      draw('line', { x1: LEFT, x2: WIDTH - 6, y1: y(tick), y2: y(tick) }),
      draw('text', { x: LEFT - 5, y: y(tick) + 4, class: 'tick y' }, format(tick)),
    ]) : [];
    for (const share of [0, 0.5, 1]) {
      const time = from + share * (now - from);
      const anchor = ['start', 'middle', 'end'][share * 2];
      parts.push(draw('text', { x: x(time), y: HEIGHT - 5, class: 'tick', 'text-anchor': anchor }, clock(time)));
    }
    if (series.isBars) {
      for (const [time, value] of shown) {
        const [left, right] = [x(time), x(Math.min(now, time + 60000))];
        parts.push(draw('rect', { x: left, y: y(value), width: Math.max(1, right - left - 1), height: y(0) - y(value) }));
      }
    } else if (shown.length) {
      const line = shown.map(([time, value], i) => `${i ? 'L' : 'M'}${x(time).toFixed(1)} ${y(value).toFixed(1)}`);
      parts.push(draw('path', { d: line.join('') }));
      const [time, value] = shown.at(-1);
      parts.push(draw('circle', { cx: x(time), cy: y(value), r: 2.5 }));
    }
    parts.push(draw('text', { x: LEFT - 5, y: 11, class: 'tick y' }, series.unit));
    series.svg.replaceChildren(...parts);
  }
}

const format = value => Number(value.toPrecision(6)).toString();

// Three to six round numbers that enclose the values.
function axis(low, high) {
  if (!Number.isFinite(low)) return [0, 1];
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const rough = (high - low) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find(factor => factor * power >= rough);
  const ticks = [];
  for (let tick = Math.floor(low / step); tick * step < high + step; tick++) ticks.push(tick * step);
  return ticks;
}
