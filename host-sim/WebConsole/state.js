// How the device is, why, since when, and when it tries again.

import { $, make, clock, span } from '/dom.js';

const MAX_STEPS = 100;

export class State {
  constructor() {
    this.retryAt = null;
    setInterval(() => this.tick(), 250);
  }

  clear(history) {
    $('timeline').replaceChildren();
    for (const step of history) this.add(step);
  }

  show(device) {
    this.device = device;
    this.retryAt = device.retryInMs === null ? null : Date.now() + device.retryInMs;
    const login = device.connection?.login;
    const facts = {
      address: device.jid,
      board: device.model,
      link: device.link,
      'bytes up / down': device.connection && `${device.connection.transport.up} / ${device.connection.transport.down}`,
      'came online in': login && `${login.transport.roundTrips} round trips, ${login.transport.up} bytes up`,
      ...this.health(device.health),
    };
    $('facts').replaceChildren(...Object.entries(facts).filter(([, value]) => value !== undefined && value !== null)
      .flatMap(([name, value]) => [make('dt', name), make('dd', value)]));
    this.tick();
  }

  add(step) {
    const row = make('li');
    const why = step.explanation || (step.link === 'none' ? '' : `over ${step.link}`);
    row.append(make('time', clock(step.unixTimeMs)), make('span', step.state, `dot ${step.state}`), make('span', why));
    $('timeline').prepend(row);
    while ($('timeline').childElementCount > MAX_STEPS) $('timeline').lastElementChild.remove();
  }

  tick() {
    if (!this.device) return;
    const { state, explanation } = this.device;
    const left = this.retryAt === null ? '' : `, next try in ${span((this.retryAt - Date.now()) / 1000)}`;
    const text = `${state}${explanation ? `: ${explanation}` : ''}${left}`;
    if ($('state').textContent !== text) $('state').textContent = text;
    $('state').className = `dot ${state}`;
  }

  health(health) {
    if (health.uptime === undefined) return {};
    return {
      'running for': `${span(health.uptime)}, start ${health.starts} (${health.startReason})`,
      'free memory': `${health.memoryFree} B`,
      reconnects: health.reconnects,
      commands: `${health.commands} run, ${health.refused} refused`,
      'reports dropped': health.dropped,
    };
  }
}
