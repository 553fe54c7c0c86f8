#!/usr/bin/python3
"""A third-party XMPP client (slixmpp) for tests: one JSON request a line on standard input, one JSON answer a line on
standard output, and events as they come.

    {"id": 1, "do": "login", "jid": "…", "password": "…", "host": "127.0.0.1", "port": 5222, "tls": "start", "ca": "ca.crt"}
    {"id": 1, "ok": {…}}        or  {"id": 1, "error": "condition", "text": "…"}
    {"event": "message", …}

It ends with its input.
"""
import asyncio
import inspect
import json
import sys
import xml.etree.ElementTree as ET

from slixmpp import ClientXMPP
from slixmpp.exceptions import IqError, IqTimeout

PLUGINS = ("xep_0004", "xep_0030", "xep_0050", "xep_0060", "xep_0092", "xep_0115", "xep_0163", "xep_0184", "xep_0199", "xep_0202")
TIMEOUT_S = 20


def say(**what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def text_of(element):
    return None if element is None else ET.tostring(element, encoding="unicode")


def form_of(command):
    form = command.xml.find("{jabber:x:data}x")
    if form is None:
        return []
    fields = form.iter("{jabber:x:data}field")
    return [{
        "var": field.get("var"),
        "type": field.get("type"),
        "label": field.get("label"),
        "required": field.find("{jabber:x:data}required") is not None,
        "values": [value.text or "" for value in field.findall("{jabber:x:data}value")],
    } for field in fields]


def command_of(iq):
    command = iq["command"]
    space = "{http://jabber.org/protocol/commands}"
    return {
        "status": command["status"],
        "session": command["sessionid"],
        "form": form_of(command),
        "notes": [{"type": note.get("type"), "text": note.text} for note in command.xml.findall(space + "note")],
    }


class Peer(ClientXMPP):
    def __init__(self, jid, password):
        super().__init__(jid, password)
        for plugin in PLUGINS:
            self.register_plugin(plugin)
        self.auto_authorize = None
        self.auto_subscribe = None
        for name in ("presence_subscribe", "presence_subscribed", "presence_unsubscribe", "presence_unsubscribed",
                     "presence_available", "presence_unavailable"):
            self.add_event_handler(name, self.on_presence)
        self.add_event_handler("message", self.on_message)
        self.add_event_handler("receipt_received", lambda m: say(event="receipt", of=m["receipt"], **{"from": str(m["from"])}))
        self.add_event_handler("pubsub_publish", self.on_items)
        self.add_event_handler("pubsub_retract", self.on_items)
        self.add_event_handler("disconnected", lambda reason: say(event="disconnected", reason=str(reason)))
        self.add_event_handler("stream_error", lambda e: say(event="stream-error", condition=e["condition"]))

    def on_presence(self, presence):
        say(event="presence", type=presence["type"], status=presence["status"], **{"from": str(presence["from"])})

    def on_message(self, message):
        if message["body"]:
            say(event="message", body=message["body"], type=message["type"], of=message["id"], **{"from": str(message["from"])})

    def on_items(self, message):
        items = message["pubsub_event"]["items"]
        for item in items["substanzas"]:
            payload = item.xml[0] if len(item.xml) else None
            say(event="item", node=items["node"], item=item["id"], payload=text_of(payload),
                kind=item.xml.tag.split("}")[1], **{"from": str(message["from"])})

    # Requests, by name.

    async def do_login(self, r):
        self.ca_certs = r["ca"]
        outcome = asyncio.get_running_loop().create_future()

        def settle(value):
            if not outcome.done():
                outcome.set_result(value)
        self.add_event_handler("session_start", lambda _: settle(None))
        self.add_event_handler("failed_all_auth", lambda _: settle("authentication failed"))
        self.add_event_handler("connection_failed", lambda e: settle("connection failed: %s" % e))
        direct = r["tls"] == "direct"
        if "address" in inspect.signature(self.connect).parameters:  # slixmpp before 1.9
            self.connect((r["host"], r["port"]), use_ssl=direct, force_starttls=not direct)
        else:
            self.enable_direct_tls, self.enable_starttls = direct, not direct
            self.connect(r["host"], r["port"])
        error = await asyncio.wait_for(outcome, TIMEOUT_S)
        if error:
            raise RuntimeError(error)
        await self.get_roster()
        self.send_presence()
        return {"jid": self.boundjid.full}

    async def do_presence(self, r):
        self.send_presence(pto=r.get("to"), ptype=r.get("type"))

    async def do_message(self, r):
        message = self.make_message(mto=r["to"], mbody=r["body"], mtype=r.get("type", "chat"))
        message["id"] = r.get("message", self.new_id())
        message["request_receipt"] = True
        message.send()
        return {"message": message["id"]}

    async def do_roster(self, r):
        await self.get_roster()
        return {jid: self.client_roster[jid]["subscription"] for jid in self.client_roster.keys()}

    async def do_iq(self, r):
        iq = self.make_iq(ito=r["to"], itype=r["type"])
        iq.append(ET.fromstring(r["payload"]))
        answer = await iq.send(timeout=TIMEOUT_S)
        return {"type": answer["type"], "from": str(answer["from"]), "payload": [text_of(child) for child in answer.xml]}

    async def do_info(self, r):
        info = (await self["xep_0030"].get_info(jid=r["to"], node=r.get("node"), timeout=TIMEOUT_S))["disco_info"]
        return {"features": sorted(info["features"]), "identities": [list(i) for i in info["identities"]]}

    async def do_items(self, r):
        answer = await self["xep_0030"].get_items(jid=r["to"], node=r.get("node"), timeout=TIMEOUT_S)
        return {"items": [list(item) for item in answer["disco_items"]["items"]]}

    async def do_ping(self, r):
        await self["xep_0199"].send_ping(r["to"], timeout=TIMEOUT_S)

    async def do_version(self, r):
        version = (await self["xep_0092"].get_version(r["to"], timeout=TIMEOUT_S))["software_version"]
        return {"name": version["name"], "version": version["version"], "os": version["os"]}

    async def do_time(self, r):
        answer = await self["xep_0202"].get_entity_time(r["to"], timeout=TIMEOUT_S)
        time = answer.xml.find("{urn:xmpp:time}time")
        return {child.tag.split("}")[1]: child.text for child in time}

    async def do_command(self, r):
        payload = None
        if r.get("values") is not None:
            payload = self["xep_0004"].make_form(ftype="submit")
            for name, value in r["values"].items():
                payload.add_field(var=name, value=value)
        answer = await self["xep_0050"].send_command(
            r["to"], r["node"], action=r.get("action", "execute"), payload=payload, sessionid=r.get("session"), timeout=TIMEOUT_S)
        return command_of(answer)

    async def do_create(self, r):
        await self["xep_0060"].create_node(r["service"], r["node"], timeout=TIMEOUT_S)

    async def do_subscribe(self, r):
        answer = await self["xep_0060"].subscribe(r["service"], r["node"], timeout=TIMEOUT_S)
        return {"subscription": answer["pubsub"]["subscription"]["subscription"]}

    async def do_publish(self, r):
        await self["xep_0060"].publish(
            r["service"], r["node"], id=r.get("item"), payload=ET.fromstring(r["payload"]), timeout=TIMEOUT_S)


async def answer(peer, request):
    try:
        result = await getattr(peer, "do_" + request["do"])(request)
        say(id=request["id"], ok=result or {})
    except IqError as error:
        say(id=request["id"], error=error.condition, text=error.text)
    except IqTimeout:
        say(id=request["id"], error="no answer", text="")
    except Exception as error:  # whatever it is, the test must hear of it
        say(id=request["id"], error=type(error).__name__, text=str(error))


async def main():
    lines = asyncio.StreamReader(limit=1 << 20)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    peer = None
    running = set()
    while line := await lines.readline():
        request = json.loads(line)
        if peer is None:
            peer = Peer(request["jid"], request["password"])
        task = asyncio.ensure_future(answer(peer, request))
        running.add(task)
        task.add_done_callback(running.discard)


asyncio.run(main())
