using System.Text;

namespace Tests.Bench;

/// <summary>What is sent to the core while it is measured.</summary>
internal static class Stanzas
{
    /// <summary>A stream header, as a server sends it.</summary>
    public static readonly byte[] Header = Encoding.UTF8.GetBytes(
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' from='iot.test' id='1'"
        + " version='1.0'>");

    /// <summary>Three readings as Prosody 13 notifies of them: 466 bytes, 15 tags.</summary>
    public static readonly byte[] Readings = Encoding.UTF8.GetBytes(
        "<message type='headline' from='pubsub.iot.test' to='dev1@iot.test' id='0JwRKZ0LBzUs8IWVbnGO-MyV'>"
        + "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='session/1795248360'><item id='r1'>"
        + "<nd xmlns='urn:nf:iot:sd:1.0' id='dev1'><ts v='2026-11-21T08:00:00Z'>"
        + "<q u='C' n='Temperature' ar='true' v='21.5' m='true'/><q u='%' n='Humidity' ar='true' v='48.2' m='true'/>"
        + "<q u='V' n='Battery' ar='true' v='3.71' m='true'/></ts></nd></item></items></event></message>");

    /// <summary>A command as Prosody would notify of it: as many bytes as the readings, and one tag more.</summary>
    public static readonly byte[] Notification = Encoding.UTF8.GetBytes(
        "<message type='headline' from='pubsub.iot.test' to='dev1@iot.test' id='0JwRKZ0LBzUs8IWVbnGO-MyV'>"
        + "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='dev1/commands'>"
        + "<item id='desk-1795248360170144-000000042' publisher='operator@iot.test'>"
        + "<command xmlns='http://jabber.org/protocol/commands' node='pin.read' action='execute'>"
        + "<x xmlns='jabber:x:data' type='submit'><field var='pin'><value>2</value></field></x>"
        + "</command></item></items></event></message>");

    /// <summary>An operator's ad-hoc command with two arguments.</summary>
    public static readonly byte[] Command = Encoding.UTF8.GetBytes(
        "<iq type='set' id='a7' from='operator@iot.test/desk' to='" + ScriptedServer.Bound + "'>"
        + "<command xmlns='http://jabber.org/protocol/commands' node='pin.write' action='execute'>"
        + "<x xmlns='jabber:x:data' type='submit'><field var='pin'><value>2</value></field>"
        + "<field var='value'><value>1</value></field></x></command></iq>");
}
