using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace HostSim.Certs;

/// <summary>
/// The JID of a client certificate (RFC 6120 §13.7.1.4), which .NET's own builder cannot write:
/// <code>
/// SubjectAltName ::= SEQUENCE OF GeneralName
/// otherName [0]  ::= SEQUENCE { OBJECT IDENTIFIER id-on-xmppAddr, [0] EXPLICIT UTF8String }
/// </code>
/// </summary>
public static class XmppAddress
{
    private const string SubjectAltName = "2.5.29.17";
    private const string XmppAddr = "1.3.6.1.5.5.7.8.5";
    private static readonly Asn1Tag Zero = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>A subjectAltName extension that holds one JID.</summary>
    public static X509Extension Extension(string jid)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(Zero))
        {
            writer.WriteObjectIdentifier(XmppAddr);
            using (writer.PushSequence(Zero))
            {
                writer.WriteCharacterString(UniversalTagNumber.UTF8String, jid);
            }
        }

        return new X509Extension(SubjectAltName, writer.Encode(), critical: false);
    }

    /// <summary>Every JID of a certificate; empty if there is none or the extension is damaged.</summary>
    public static IReadOnlyList<string> Read(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        List<string> jids = [];
        foreach (X509Extension extension in certificate.Extensions.Where(one => one.Oid?.Value == SubjectAltName))
        {
            try
            {
                Collect(extension.RawData, jids);
            }
            catch (AsnContentException)
            {
                return [];
            }
        }

        return jids;
    }

    private static void Collect(byte[] data, List<string> jids)
    {
        AsnReader names = new AsnReader(data, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            if (!names.PeekTag().HasSameClassAndValue(Zero))
            {
                names.ReadEncodedValue();
                continue;
            }

            AsnReader other = names.ReadSequence(Zero);
            if (other.ReadObjectIdentifier() == XmppAddr)
            {
                AsnReader value = other.ReadSequence(Zero);
                jids.Add(value.ReadCharacterString(UniversalTagNumber.UTF8String));
            }
        }
    }
}
