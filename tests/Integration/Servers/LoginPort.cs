namespace Tests.Integration.Servers;

/// <summary>A port of 127.0.0.1 that clients log in on.</summary>
/// <param name="Number">TCP port.</param>
/// <param name="DirectTls">True if TLS starts with the first byte; false if STARTTLS asks for it.</param>
internal readonly record struct LoginPort(int Number, bool DirectTls);
