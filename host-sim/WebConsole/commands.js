// Commands, conversation and publishing: what a person says to the device.

import { $, make, call, clock } from '/dom.js';

const MAX_LINES = 100;

// A command with an id that was there before is not run again: each push gets a new one.
const newId = () => `console-${Date.now()}`;
const examplePush = () => `{"aps":{"content-available":1},
 "cmd":{"id":"${newId()}",
        "name":"sensor.read","args":{}}}`;

export class Commands {
  constructor(path) {
    this.path = path;
    this.commands = [];
    $('command-name').onchange = () => this.showArguments();
    $('command').onsubmit = event => { event.preventDefault(); this.run(); };
    $('say').onsubmit = event => { event.preventDefault(); this.say(event.target.elements.text); };
    $('publish').onsubmit = event => { event.preventDefault(); this.publish(event.target.elements); };
    $('push').onsubmit = event => { event.preventDefault(); this.push(event.target.elements); };
  }

  // What the link cannot do is not offered.
  async build() {
    const { can } = await call('/healthz');
    $('talk-view').hidden = !can.length;
    $('talk').hidden = !can.includes('chat');
    $('publish-view').hidden = !can.includes('publish');
    $('push-view').hidden = !can.includes('push');
  }

  async show(device) {
    this.device = device;
    $('chat').replaceChildren();
    $('command-result').replaceChildren();
    $('publish').elements.node.value = `${device}/commands`;
    $('push').elements.payload.value = examplePush();
    $('push-result').textContent = '';
    this.commands = await call(this.path('commands'));
    const chosen = $('command-name').value;
    $('command-name').replaceChildren(...this.commands.map(command => make('option', command.name)));
    if (this.commands.some(command => command.name === chosen)) $('command-name').value = chosen;
    this.showArguments();
  }

  // The fields are those of the form that the device sends; while it is away, or where its link has no forms, those of
  // its definition.
  async showArguments() {
    const command = this.commands.find(c => c.name === $('command-name').value);
    $('command-summary').textContent = command ? `${command.summary} (role: ${command.role})` : '';
    const known = (command?.arguments ?? []).map(a => ({ ...a, required: !a.optional }));
    this.showFields(known, '');
    if (!known.length) return;
    try {
      const form = await call(this.path('commands', command.name));
      if (command.name !== $('command-name').value) return;
      this.showFields(form.fields, form.from === 'device' ? 'The form as the device sent it.' : '');
    } catch (e) {
      $('command-form').textContent = `Its form cannot be had now (${e.message}); the fields are those it is known for.`;
    }
  }

  showFields(fields, note) {
    $('command-form').textContent = note;
    const typed = Object.fromEntries([...$('command-arguments').querySelectorAll('input')].map(i => [i.name, i.value]));
    $('command-arguments').replaceChildren(...fields.map(field => {
      const label = make('label', field.label || field.name);
      const input = make('input');
      const isNumber = field.type === 'integer';
      const isRange = isNumber && field.minimum !== null && field.maximum !== null;
      input.name = field.name;
      input.type = isNumber ? 'number' : 'text';
      if (isRange) [input.min, input.max] = [field.minimum, field.maximum];
      input.required = field.required;
      input.placeholder = (isRange ? `${field.minimum} to ${field.maximum}` : '') + (field.required ? '' : ' (optional)');
      input.value = typed[field.name] ?? '';
      label.append(input);
      return label;
    }));
  }

  async run() {
    const inputs = [...$('command-arguments').querySelectorAll('input')].filter(input => input.value !== '');
    const args = Object.fromEntries(inputs.map(i => [i.name, i.type === 'number' ? Number(i.value) : i.value]));
    $('command-result').replaceChildren(make('p', '…'));
    try {
      this.showResult(await call(this.path('commands', $('command-name').value), { args }));
    } catch (e) {
      $('command-result').replaceChildren(make('p', e.message, 'failed'));
    }
  }

  showResult(answer) {
    const took = make('p', `${answer.status} in ${answer.ms} ms`, answer.status);
    const isTable = answer.result !== null && typeof answer.result === 'object';
    const result = isTable ? make('dl') : make('p', answer.result);
    if (isTable) {
      for (const [name, value] of Object.entries(answer.result)) result.append(make('dt', name), make('dd', value));
    }
    $('command-result').replaceChildren(took, result);
  }

  async say(input) {
    const text = input.value;
    this.line('you', text);
    input.value = '';
    try {
      const answer = await call(this.path('chat'), { text });
      if (answer.status !== 'done') this.line('host-sim', answer.result);
    } catch (e) {
      this.line('host-sim', e.message);
    }
  }

  heard(text) {
    this.line(this.device, text);
  }

  line(who, text) {
    const row = make('li', undefined, who === 'you' ? 'mine' : '');
    row.append(make('small', `${who}, ${clock(Date.now())}`), make('pre', text));
    $('chat').append(row);
    while ($('chat').childElementCount > MAX_LINES) $('chat').firstElementChild.remove();
    $('chat').scrollTop = $('chat').scrollHeight;
  }

  async publish({ node, payload }) {
    try {
      const answer = await call('/api/publish', { node: node.value, payload: payload.value });
      $('publish-result').textContent = answer.result ? `${answer.status}: ${answer.result}` : answer.status;
    } catch (e) {
      $('publish-result').textContent = e.message;
    }
  }

  async push({ payload, type, priority }) {
    const result = $('push-result');
    try {
      const push = { device: this.device, payload: JSON.parse(payload.value), type: type.value, priority: Number(priority.value) };
      result.textContent = '…';
      const answer = await call('/api/push', push);
      result.textContent = answer.status === 'done' ? `accepted as ${answer.id}` : `${answer.status}: ${answer.code || ''} ${answer.reason}`;
      result.className = answer.status;
      payload.value = payload.value.replace(/console-\d+/, newId());
    } catch (e) {
      result.textContent = e instanceof SyntaxError ? `the payload is no JSON: ${e.message}` : e.message;
      result.className = 'failed';
    }
  }
}
