// Commands, conversation and publishing: what a person says to the device.

import { $, make, call, clock } from '/dom.js';

const MAX_LINES = 100;

export class Commands {
  constructor(path) {
    this.path = path;
    this.commands = [];
    $('command-name').onchange = () => this.showArguments();
    $('command').onsubmit = event => { event.preventDefault(); this.run(); };
    $('say').onsubmit = event => { event.preventDefault(); this.say(event.target.elements.text); };
    $('publish').onsubmit = event => { event.preventDefault(); this.publish(event.target.elements); };
  }

  async show(device) {
    this.device = device;
    $('chat').replaceChildren();
    $('command-result').replaceChildren();
    $('publish').elements.node.value = `${device}/commands`;
    this.commands = await call(this.path('commands'));
    const chosen = $('command-name').value;
    $('command-name').replaceChildren(...this.commands.map(command => make('option', command.name)));
    if (this.commands.some(command => command.name === chosen)) $('command-name').value = chosen;
    this.showArguments();
  }

  showArguments() {
    const command = this.commands.find(c => c.name === $('command-name').value);
    $('command-summary').textContent = command ? `${command.summary} (role: ${command.role})` : '';
    $('command-arguments').replaceChildren(...(command?.arguments ?? []).map(argument => {
      const label = make('label', argument.name);
      const input = make('input');
      const isNumber = argument.type === 'integer';
      input.name = argument.name;
      input.type = isNumber ? 'number' : 'text';
      if (isNumber) [input.min, input.max] = [argument.minimum, argument.maximum];
      else input.maxLength = argument.maximum;
      input.required = !argument.optional;
      input.placeholder = (isNumber ? `${argument.minimum} to ${argument.maximum}` : '') + (argument.optional ? ' (optional)' : '');
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
}
