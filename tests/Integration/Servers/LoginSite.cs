namespace Tests.Integration.Servers;

/// <summary>A virtual host and the port to reach it.</summary>
/// <param name="Host">Domain of its accounts.</param>
/// <param name="Port">Where they log in.</param>
internal sealed record LoginSite(string Host, LoginPort Port);
