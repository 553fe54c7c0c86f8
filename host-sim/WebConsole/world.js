// What can be made to go wrong, and what is wrong now.

import { $, make, call, span } from '/dom.js';

export class World {
  constructor(path, attempt) {
    this.path = path;
    this.attempt = attempt;
    this.active = [];
    this.rows = new Map();
    setInterval(() => this.tick(), 500);
  }

  async build() {
    const kinds = await call('/api/faults');
    $('faults').replaceChildren(...kinds.map(kind => this.row(kind)));
  }

  row(kind) {
    const row = make('li');
    const button = make('button', kind.name);
    const value = make('input');
    const left = make('small', '', 'when');
    value.type = 'number';
    [value.min, value.max, value.placeholder] = [1, kind.maximum, kind.usual];
    value.hidden = kind.unit === '';
    value.setAttribute('aria-label', `${kind.name} in ${kind.unit}`);
    if (kind.isSwitch) button.setAttribute('aria-pressed', false);
    button.setAttribute('aria-label', kind.summary);
    button.onclick = () => this.turn(kind, value.value);
    const unit = make('span', kind.unit, 'soft');
    row.append(button, make('span', kind.summary, 'soft summary'), value, unit, left);
    this.rows.set(kind.name, { button, left, kind });
    return row;
  }

  async turn(kind, value) {
    const body = { fault: kind.name };
    const seconds = Number($('duration').value.replace(',', '.'));
    if (kind.isSwitch && this.active.some(fault => fault.name === kind.name)) body.on = false;
    else {
      if (value !== '' && kind.unit !== '') body.value = Number(value);
      if (kind.isSwitch && seconds > 0) body.durationMs = Math.round(seconds * 1000);
    }
    try {
      this.show(await call(this.path('faults'), body));
      $('fault-result').textContent = kind.isSwitch ? '' : `${kind.name}: done`;
    } catch (e) {
      $('fault-result').textContent = e.message;
    }
  }

  show(active) {
    this.active = active;
    this.tick();
  }

  tick() {
    for (const [name, { button, left, kind }] of this.rows) {
      const fault = this.active.find(active => active.name === name);
      if (kind.isSwitch) button.setAttribute('aria-pressed', Boolean(fault));
      const seconds = fault?.endsAt ? (Date.parse(fault.endsAt) - Date.now()) / 1000 : null;
      left.textContent = !fault ? '' : seconds === null ? 'on' : `on for ${span(seconds)}`;
    }
  }
}
