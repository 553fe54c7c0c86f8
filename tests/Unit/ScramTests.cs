using System;
using System.Text;
using Core;
using Core.Bytes;
using Xmpp.Auth;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>SCRAM against the examples of its RFCs and against logins recorded with real servers.</summary>
[TestClass]
public sealed class ScramTests
{
    [TestMethod]
    public void Rfc5802_section_5_sha1()
    {
        ScramDialogue dialogue = ScramDialogue.Example(ScramKind.Sha1, new OneRecordVault());
        Assert.AreEqual("SCRAM-SHA-1", dialogue.Client.Name);
        Assert.AreEqual("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL", dialogue.Start());
        Assert.AreEqual(
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
            dialogue.Challenge(ScramDialogue.ServerFirst));
        Assert.IsTrue(dialogue.Succeeded("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="));
    }

    [TestMethod]
    public void Rfc7677_section_3_sha256()
    {
        const string Nonce = "rOprNGfwEbeRWgbNEkqO";
        const string Both = Nonce + "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        ScramDialogue dialogue =
            new(ScramKind.Sha256, "user", "pencil", Nonce, new FixedCrypto(), new OneRecordVault());
        Assert.AreEqual("SCRAM-SHA-256", dialogue.Client.Name);
        Assert.AreEqual("n,,n=user,r=" + Nonce, dialogue.Start());
        Assert.AreEqual(
            "c=biws,r=" + Both + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
            dialogue.Challenge("r=" + Both + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"));
        Assert.IsTrue(dialogue.Succeeded("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
    }

    [TestMethod]
    public void Sha512_as_python_computes_it()
    {
        ScramDialogue dialogue = ScramDialogue.Example(ScramKind.Sha512, new OneRecordVault());
        Assert.AreEqual("SCRAM-SHA-512", dialogue.Client.Name);
        Assert.AreEqual(
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p="
                + "VdS8LkrURiej1tG6iX+fqCXQfUnBb//d9llXYaH+ylUbDwBUz9geyR9fC4TewskRUM2tlYSalhAT4Aay1Q5dTA==",
            dialogue.StartAndChallenge(ScramDialogue.ServerFirst));
        Assert.IsTrue(dialogue.Succeeded(
            "v=14PAAuavk9hxBEkgB0brDxUhvWu+N16meYk+qxVNFqchR8QPohM09Y4Z6WaTCuX4C6nqMB9KIJTDm6RpSM990g=="));
    }

    [TestMethod]
    public void Login_recorded_with_prosody_13() => AssertRecorded(
        "biwsbj1kZXYxLHI9ekliNEwxbzlKTzdpQjJUMndNaWY4aTRy",
        "cj16SWI0TDFvOUpPN2lCMlQyd01pZjhpNHJlMjIzNDYwOC0xZDE5LTQyMzctYjk2OS02MjY1NmY1N2IyN2Yscz1PVGMwWXpWalpqUXRO"
            + "V0ZtT1MwME9UYzNMV0k0Tm1RdE5XWXdNelJoT0dJd05UZGgsaT0xMDAwMA==",
        "Yz1iaXdzLHI9ekliNEwxbzlKTzdpQjJUMndNaWY4aTRyZTIyMzQ2MDgtMWQxOS00MjM3LWI5NjktNjI2NTZmNTdiMjdmLHA9OHNnUTdy"
            + "Y0lWenVLeW1QNk50RzFHenk4ZWgwWTZjbSt3ckJXekJHUFJPQT0=",
        "dj1sTC9kcklOblZyaTh1eWVrTmRkOGZRcldmNi9RMVRaZWJZYXRBaFlNMW1vPQ==");

    [TestMethod]
    public void Login_recorded_with_prosody_12() => AssertRecorded(
        "biwsbj1kZXYxLHI9QVNMRzA1RTVyRmxQOUNHV2xCeDdJdzly",
        "cj1BU0xHMDVFNXJGbFA5Q0dXbEJ4N0l3OXJjMWFkNDQ1YS0yNGVhLTRlMDItYmI0Zi04NmIwZjNmYjUyMWYscz1ZMlV3Wm1RME1XVXRO"
            + "MlpoTkMwMFptWmxMVGt5TUdJdFpERTFOekkzWW1JeFpHTXksaT0xMDAwMA==",
        "Yz1iaXdzLHI9QVNMRzA1RTVyRmxQOUNHV2xCeDdJdzlyYzFhZDQ0NWEtMjRlYS00ZTAyLWJiNGYtODZiMGYzZmI1MjFmLHA9eUgwWllU"
            + "WW1vd0phclk0MWdhNnJkZkFUMjdmSElWVHNMdkRmS3I2NGhIVT0=",
        "dj1Ca2N0QkhYOTBMVU14SXUrYVdXaHUrVDVVY1pLQm1XMVRJVmdtaGVxc0E4PQ==");

    // Its challenge carries an h attribute (XEP-0474).
    [TestMethod]
    public void Login_recorded_with_ejabberd_24() => AssertRecorded(
        "biwsbj1kZXYxLHI9QUpoUEx2NGpyemRqNFhlbFpobDgxbVFO",
        "cj1BSmhQTHY0anJ6ZGo0WGVsWmhsODFtUU5OdTV2LzQwcW9xVjNVL3NsQk0rUkJRPT0scz1QRnVGa2dKNVZGWmJReFlkZkNNc3pRPT0s"
            + "aT00MDk2LGg9bmFvMlptZk1EOGl1U09nOHU4OGtlblhrTER1b1B1RG1sSjFhaWtRQzZvcz0=",
        "Yz1iaXdzLHI9QUpoUEx2NGpyemRqNFhlbFpobDgxbVFOTnU1di80MHFvcVYzVS9zbEJNK1JCUT09LHA9VGJWaVVvVlovUVpYVEJqTEhS"
            + "L1FWaUZGU3NLRE5HcG1PYzRRRHA3akV6dz0=",
        "dj1vUTdmdTZWeVpnSUFNbFNKVldEU0dCUm1Nak5BNmlpbUpmd0JuYzZVVWh3PQ==");

    [TestMethod]
    public void Login_recorded_with_ejabberd_23() => AssertRecorded(
        "biwsbj1kZXYxLHI9MGZKQWtYbjhrV0xiQ3ZHVVllakFoOEZV",
        "cj0wZkpBa1huOGtXTGJDdkdVWWVqQWg4RlUrcUJKamlsdE1aMERRbWkxRGpqanFBPT0scz1OMVllcnhnSzA2TTZLKzhOKzJmTll3PT0s"
            + "aT00MDk2",
        "Yz1iaXdzLHI9MGZKQWtYbjhrV0xiQ3ZHVVllakFoOEZVK3FCSmppbHRNWjBEUW1pMURqampxQT09LHA9eklveGhpMVJZZm1NWHVkU0hS"
            + "Rmt2SndEZDlCYlFLWnQ5RkhmbXU3VDBubz0=",
        "dj1NWk1kOEYrNVd1UyttSnMxZExyMjVrWG1TdkVMNnFZcEJXUGNsSDF2WGxjPQ==");

    [TestMethod]
    public void User_name_is_escaped()
    {
        ScramDialogue dialogue =
            new(ScramKind.Sha256, "a=b,c", "p", ScramDialogue.Nonce, new FixedCrypto(), new OneRecordVault());
        Assert.AreEqual("n,,n=a=3Db=2Cc,r=" + ScramDialogue.Nonce, dialogue.Start());
        Assert.AreEqual(
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawLx,p=7MHwDlo4P//9IQ0XLJmL3KJ58eDxhZNC8iClWxHTS8Y=",
            dialogue.Challenge("r=" + ScramDialogue.Nonce + "x,s=AA==,i=4097"));
        Assert.IsTrue(dialogue.Succeeded("v=pSf6Lt5Zdb76Fbc0bG44C7b8sV1qMpYqwuhC/sRL/rU="));
    }

    [TestMethod]
    public void Server_may_prove_itself_in_a_challenge()
    {
        ScramDialogue dialogue = ScramDialogue.Example(ScramKind.Sha1, new OneRecordVault());
        dialogue.StartAndChallenge(ScramDialogue.ServerFirst);
        Assert.AreEqual(string.Empty, dialogue.Challenge("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="));
        Assert.IsTrue(dialogue.Succeeded(string.Empty));
    }

    [TestMethod]
    public void Unknown_extensions_are_passed_over()
    {
        ScramDialogue dialogue = ScramDialogue.Example(ScramKind.Sha1, new OneRecordVault());
        dialogue.StartAndChallenge(ScramDialogue.ServerFirst + ",h=bmFvMg==,X=a=b");
        Assert.AreEqual((int)SaslStep.Working, (int)dialogue.Step);
        Assert.AreEqual((int)Fault.None, (int)dialogue.Fault);
    }

    [TestMethod]
    public void Each_mechanism_can_be_used_again()
    {
        ScramDialogue dialogue = ScramDialogue.Example(ScramKind.Sha1, new OneRecordVault());
        for (int login = 0; login < 3; login++)
        {
            string final = dialogue.StartAndChallenge(ScramDialogue.ServerFirst);
            Assert.IsTrue(final.EndsWith("p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="));
            Assert.IsTrue(dialogue.Succeeded("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="));
            Assert.IsFalse(dialogue.StartAndChallenge("nonsense") != null);
        }
    }

    private static void AssertRecorded(string first, string challenge, string response, string success)
    {
        // The account of the recordings is dev1 with the password pw-dev1.
        string clientFirst = Text(first);
        string nonce = clientFirst.Substring("n,,n=dev1,r=".Length);
        ScramDialogue dialogue =
            new(ScramKind.Sha256, "dev1", "pw-dev1", nonce, new FixedCrypto(), new OneRecordVault());
        Assert.AreEqual(clientFirst, dialogue.Start());
        Assert.AreEqual(Text(response), dialogue.Challenge(Text(challenge)));
        Assert.IsTrue(dialogue.Succeeded(Text(success)));
        Assert.AreEqual((int)Fault.None, (int)dialogue.Fault);
    }

    private static string Text(string base64)
    {
        byte[] bytes = Convert.FromBase64String(base64);
        return Encoding.UTF8.GetString(bytes, 0, bytes.Length);
    }
}
