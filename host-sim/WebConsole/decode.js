// A piece of XMPP in words; those of other links come with theirs. What cannot be read stays as it is.

const STREAM = 'http://etherx.jabber.org/streams';
const WORDS = {
  'urn:xmpp:sm:3 r': () => 'asks for an acknowledgement',
  'urn:xmpp:sm:3 a': e => `acknowledges ${e.getAttribute('h')} stanzas`,
  'urn:xmpp:sm:3 enabled': () => 'this stream can be resumed',
  'urn:xmpp:sm:3 resumed': e => `resumed, ${e.getAttribute('h')} stanzas acknowledged`,
  'urn:xmpp:sm:3 failed': () => 'cannot be resumed',
  'urn:xmpp:sasl:2 authenticate': e => `logs in with ${e.getAttribute('mechanism')}`,
  'urn:xmpp:sasl:2 challenge': () => 'login: challenge',
  'urn:xmpp:sasl:2 response': () => 'login: response',
  'urn:xmpp:sasl:2 success': () => 'login accepted',
  'urn:xmpp:sasl:2 failure': e => `login refused: ${e.firstElementChild?.localName}`,
  'urn:ietf:params:xml:ns:xmpp-sasl auth': e => `logs in with ${e.getAttribute('mechanism')}`,
  'urn:ietf:params:xml:ns:xmpp-sasl success': () => 'login accepted',
  'urn:ietf:params:xml:ns:xmpp-sasl failure': e => `login refused: ${e.firstElementChild?.localName}`,
  'urn:ietf:params:xml:ns:xmpp-tls starttls': () => 'asks for TLS',
  'urn:ietf:params:xml:ns:xmpp-tls proceed': () => 'agrees to TLS',
};

export function decode(text) {
  if (text.trim() === '') return 'white space: the connection lives';
  const header = /<stream:stream[^>]*>/.exec(text);
  const rest = header ? text.slice(header.index + header[0].length) : text;
  const words = header ? ['opens the stream'] : [];
  const body = rest.replace(/<\/stream:stream>\s*$/, '').replace(/^\s*<\?xml[^>]*\?>/, '');
  if (body.trim() !== '') words.push(...elements(body));
  if (/<\/stream:stream>\s*$/.test(text)) words.push('closes the stream');
  return words.join(' · ');
}

function elements(text) {
  const wrapped = `<w xmlns='jabber:client' xmlns:stream='${STREAM}'>${text}</w>`;
  const root = new DOMParser().parseFromString(wrapped, 'text/xml').documentElement;
  return root.querySelector('parsererror') ? [text] : [...root.children].map(describe);
}

function describe(e) {
  const known = WORDS[`${e.namespaceURI} ${e.localName}`];
  if (known) return known(e);
  if (e.namespaceURI === STREAM) return e.localName === 'error' ? `stream error: ${e.firstElementChild?.localName}` : 'offers features';
  if (e.localName === 'presence') return presence(e);
  if (e.localName === 'message') return message(e);
  return e.localName === 'iq' ? iq(e) : e.localName;
}

const name = jid => jid ? jid.split('/')[0].split('@')[0] : 'the server';
const peer = e => e.getAttribute('from') ? `from ${name(e.getAttribute('from'))}` : `to ${name(e.getAttribute('to'))}`;
const first = (e, tag) => e.getElementsByTagNameNS('*', tag)[0];

function presence(e) {
  const type = e.getAttribute('type') ?? 'available';
  const status = first(e, 'status')?.textContent;
  return `presence ${peer(e)}: ${type}${status ? `, ${status}` : ''}`;
}

function message(e) {
  const items = first(e, 'items');
  if (items) return `${items.getAttribute('node')} has news: ${payload(items)}`;
  const body = first(e, 'body')?.textContent;
  if (body) return `chat ${peer(e)}: ${body}`;
  return first(e, 'received') ? `receipt ${peer(e)}` : `message ${peer(e)}`;
}

function iq(e) {
  const type = e.getAttribute('type');
  if (type === 'error') return `error ${peer(e)}: ${e.lastElementChild?.firstElementChild?.localName ?? 'unknown'}`;
  const command = first(e, 'command');
  if (command) {
    const verb = command.getAttribute('status') ?? command.getAttribute('action') ?? 'execute';
    return `command ${command.getAttribute('node')}, ${verb}, ${peer(e)}${fields(command)}`;
  }
  const publish = first(e, 'publish');
  if (publish) return `${type === 'set' ? 'publishes on' : 'published on'} ${publish.getAttribute('node')}: ${payload(publish)}`;
  const child = e.firstElementChild;
  return `${type === 'result' ? 'answer' : type} ${peer(e)}${child ? `: ${child.firstElementChild?.localName ?? child.localName}` : ''}`;
}

function payload(e) {
  const readings = [...e.getElementsByTagNameNS('*', 'q')]
    .map(q => `${q.getAttribute('n')} ${q.getAttribute('v')} ${q.getAttribute('u') ?? ''}`.trim());
  if (readings.length) return readings.join(', ');
  const command = first(e, 'command');
  return command ? `command ${command.getAttribute('node')}${fields(command)}` : 'an item';
}

function fields(command) {
  const x = first(command, 'x');
  if (x?.getAttribute('type') === 'form') return ' (a form)';
  const values = [...command.getElementsByTagNameNS('*', 'field')].filter(f => f.getAttribute('type') !== 'hidden')
    .map(f => `${f.getAttribute('var')} = ${first(f, 'value')?.textContent ?? ''}`);
  return values.length ? ` (${values.slice(0, 6).join(', ')}${values.length > 6 ? ', …' : ''})` : '';
}
