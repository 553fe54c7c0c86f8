// The board as a drawing: pins on both sides of it, its LED, and sensors beside it.

import { $, make, draw, call, clock } from '/dom.js';

export class Board {
  constructor(attempt) {
    this.attempt = attempt;
    this.changed = new Map();
    this.rows = new Map();
  }

  clear(path) {
    this.path = path;
    this.changed.clear();
    this.rows.clear();
    $('board').replaceChildren();
    $('sensors').replaceChildren();
  }

  moved(number) {
    this.changed.set(number, Date.now());
  }

  show(device) {
    if (!this.rows.size) this.build(device);
    for (const pin of device.pins) this.showPin(pin);
    for (const sensor of device.sensors) this.showSensor(sensor);
    const led = device.pins.find(pin => /led/i.test(pin.label));
    this.led?.setAttribute('class', led?.value ? 'led on' : 'led');
  }

  build(device) {
    const half = Math.ceil(device.pins.length / 2);
    const left = make('ul', undefined, 'pins left');
    const right = make('ul', undefined, 'pins right');
    device.pins.forEach((pin, i) => (i < half ? left : right).append(this.buildPin(pin)));
    $('board').replaceChildren(left, this.picture(device.model, half), right);
    $('sensors').replaceChildren(...device.sensors.map(sensor => this.buildSensor(sensor)));
  }

  picture(model, rows) {
    const height = Math.max(5, rows) * 44;
    const svg = draw('svg', { viewBox: `0 0 150 ${height}`, class: 'board', role: 'img', 'aria-label': model });
    svg.append(draw('rect', { x: 8, y: 4, width: 134, height: height - 8, rx: 8, class: 'pcb' }));
    for (let i = 0; i < rows; i++) {
      for (const x of [16, 134]) svg.append(draw('circle', { cx: x, cy: 22 + i * 44, r: 4, class: 'pad' }));
    }
    svg.append(
      draw('rect', { x: 40, y: 14, width: 70, height: 84, rx: 3, class: 'module' }),
      draw('path', { d: 'M48 26h10v-6h10v6h10v-6h10v6h14', class: 'antenna' }),
      draw('text', { x: 75, y: 66, class: 'print' }, 'ESP32'),
      draw('rect', { x: 58, y: height - 30, width: 34, height: 26, rx: 2, class: 'usb' }));
    this.led = draw('circle', { cx: 75, cy: 128, r: 8, class: 'led' });
    svg.append(this.led, draw('text', { x: 75, y: 154, class: 'print' }, 'LED'));
    return svg;
  }

  buildPin(pin) {
    const row = make('li');
    const name = make('span', pin.label, 'name');
    const arrow = make('span', pin.mode === 'input' ? '→' : '←', 'arrow');
    arrow.title = pin.mode;
    const level = pin.mode === 'input' ? make('button') : make('span', undefined, 'lamp');
    if (pin.mode === 'input') {
      level.onclick = () => this.attempt(() =>
        call(`${this.path}/pins/${pin.number}`, { value: level.dataset.level === '1' ? 0 : 1 }));
    } else {
      level.setAttribute('role', 'img');
    }
    const when = make('small', '', 'when');
    row.append(make('span', pin.number, 'number'), name, arrow, level, when);
    this.rows.set(pin.number, { level, when, pin });
    return row;
  }

  showPin(pin) {
    const { level, when } = this.rows.get(pin.number);
    const word = pin.value ? 'high' : 'low';
    level.dataset.level = pin.value;
    level.classList.toggle('on', pin.value === 1);
    if (pin.mode === 'input') {
      level.textContent = word;
      level.setAttribute('aria-pressed', pin.value === 1);
      level.setAttribute('aria-label', `${pin.label} is ${word}: drive it ${pin.value ? 'low' : 'high'}`);
    } else {
      level.setAttribute('aria-label', `${pin.label} is ${word}`);
    }
    const changed = this.changed.get(pin.number);
    when.textContent = changed ? clock(changed) : '';
    when.title = changed ? 'last change' : '';
  }

  buildSensor(sensor) {
    const row = make('li');
    const slider = make('input');
    const value = make('output');
    const model = make('select');
    slider.type = 'range';
    [slider.min, slider.max] = [sensor.minimum, sensor.maximum];
    slider.step = (sensor.maximum - sensor.minimum) / 500;
    slider.setAttribute('aria-label', `${sensor.name} in ${sensor.unit}`);
    model.setAttribute('aria-label', `how ${sensor.name} goes`);
    model.append(...['constant', 'noise', 'day', 'failing'].map(kind => make('option', kind)));
    const send = () => this.attempt(() => call(`${this.path}/sensors/${sensor.name}`,
      this.modelOf(sensor, model.value, Number(slider.value))));
    slider.oninput = () => { value.textContent = `${Number(slider.value).toFixed(1)} ${sensor.unit}`; };
    slider.onchange = () => {
      if (model.value === 'failing') model.value = 'constant';
      send();
    };
    model.onchange = send;
    row.append(make('span', sensor.name, 'name'), value, model, slider);
    this.rows.set(sensor.name, { slider, value, model });
    return row;
  }

  // A twentieth of the range up and down over a short day, and a little noise: enough to see.
  modelOf(sensor, kind, value) {
    const range = sensor.maximum - sensor.minimum;
    if (kind === 'failing') return { model: kind };
    if (kind === 'noise') return { model: kind, value, noise: range / 200 };
    return kind === 'day' ? { model: kind, value, swing: range / 20, noise: range / 1000, dayMs: 120000 }
      : { model: kind, value };
  }

  showSensor(sensor) {
    const { slider, value, model } = this.rows.get(sensor.name);
    if (document.activeElement === slider) return;
    if (sensor.value !== null) slider.value = sensor.value;
    slider.disabled = sensor.value === null;
    value.textContent = sensor.value === null ? 'no answer' : `${sensor.value} ${sensor.unit}`;
    if (document.activeElement !== model) model.value = sensor.model;
  }
}
