using HostSim.Devices;
using HostSim.Operator;

namespace HostSim.Api;

/// <summary>Finds what a request names, or says what is not there.</summary>
internal static class ApiLookup
{
    /// <summary>The device of this id.</summary>
    /// <exception cref="ApiError">404: there is none.</exception>
    public static VirtualDevice Device(this Simulation simulation, string id) =>
        simulation.Find(id) ?? throw ApiError.Unknown($"there is no device '{id}'");

    /// <summary>The operator.</summary>
    /// <exception cref="ApiError">409: there is no account for one.</exception>
    public static IOperator Person(this Simulation simulation) => simulation.Operator ?? throw ApiError.Unavailable(
        "there is no operator account: start with --operator and --operator-password-file");
}
