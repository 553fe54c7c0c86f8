namespace HostSim.ImipServer;

/// <summary>Codes of ACK. 600 and 811 were recorded; all others are ours and not historical.</summary>
internal static class Codes
{
    public const int Ok = 600;
    public const int ProtocolError = 801;
    public const int UnknownBlock = 802;
    public const int NotLoggedIn = 803;
    public const int UnknownUser = 804;
    public const int Blocked = 805;
    public const int TooLarge = 806;
    public const int RateLimited = 807;
    public const int BadLogin = 811;
}
