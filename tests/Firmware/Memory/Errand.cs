namespace Tests.Firmware.Memory;

/// <summary>A short life of a device: it starts, obeys, loses its server, obeys, loses its network, obeys. Whatever
/// goes wrong on the way, each order is carried out once at most, and answered once.</summary>
internal sealed class Errand(Village village)
{
    private static readonly int[] Lamps = [4, 5, 18];

    private readonly List<(string Id, int Lamp)> _orders = [];

    /// <summary>Lives it.</summary>
    public void Run()
    {
        village.SwitchOn();
        Order(Lamps[0]);
        village.World.Wires.Cut();
        Order(Lamps[1]);
        village.World.Air.Cut();
        village.World.Pace.Leap(TimeSpan.FromSeconds(2));
        village.World.Air.Restore();
        Order(Lamps[2]);
    }

    /// <summary>What is wrong with what came of it; empty for nothing. <paramref name="mayRefuse"/> if a pin may have
    /// failed.</summary>
    public IEnumerable<string> Wrong(bool mayRefuse)
    {
        foreach ((string id, int lamp) in _orders)
        {
            IReadOnlyList<string> answers = village.Results(id);
            bool isRefused = answers.Any(it => it.Contains("<note", StringComparison.Ordinal));
            int writes = village.World.Pins.Writes(lamp, 1);
            if (answers.Count != 1)
            {
                yield return $"{id} has {answers.Count} different answers: {string.Join(" and ", answers)}";
            }

            if (isRefused ? !mayRefuse || writes > 0 : writes != 1)
            {
                yield return $"{id} was done {writes} times, answered {answers[0]}";
            }
        }
    }

    private void Order(int lamp)
    {
        string id = village.Order(lamp, 1);
        _orders.Add((id, lamp));
        village.Until(() => village.Results(id).Count > 0, $"an answer to {id}");
    }
}
