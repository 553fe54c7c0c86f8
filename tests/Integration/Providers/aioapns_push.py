"""Pushes with aioapns: reads the wish from the file named first, writes one line of JSON for each push."""
import asyncio
import json
import logging
import ssl
import sys

from aioapns import APNs, NotificationRequest, PushType
from aioapns.connection import APNsTLSClientProtocol

with open(sys.argv[1], encoding="utf-8") as file:
    wish = json.load(file)


class Protocol(APNsTLSClientProtocol):
    APNS_SERVER = wish["host"]
    APNS_PORT = wish["port"]


def certificate_with_key():
    """The library takes both from one file."""
    path = wish["certificate"] + ".both"
    with open(path, "w", encoding="ascii") as both:
        for part in (wish["certificate"], wish["certificateKey"]):
            with open(part, encoding="ascii") as pem:
                both.write(pem.read() + "\n")
    return path


async def push(client, one):
    message = {"aps": {"alert": one["text"]}}
    if one.get("command"):
        message["cmd"] = one["command"]
    request = NotificationRequest(device_token=one["device"], message=message, push_type=PushType.ALERT)
    result = await client.send_notification(request)
    answer = {"status": int(result.status), "device": one["device"]}
    return answer if result.is_successful else {**answer, "reason": result.description}


async def main():
    trust = ssl.create_default_context(cafile=wish["ca"])
    if wish.get("certificate"):
        client = APNs(client_cert=certificate_with_key(), topic=wish["topic"], ssl_context=trust)
    else:
        client = APNs(key=wish["key"], key_id=wish["keyId"], team_id=wish["team"], topic=wish["topic"],
                      ssl_context=trust)
    client.pool.protocol_class = Protocol
    for one in wish["pushes"]:
        print(json.dumps(await push(client, one)), flush=True)
    client.pool.close()


logging.disable(logging.ERROR)
asyncio.run(main())
