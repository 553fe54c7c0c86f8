namespace Tests.Firmware.Whole;

/// <summary>The whole program on a simulated chip, against the embedded server over real TLS.</summary>
[TestClass]
public sealed class ProgramTests
{
    private const int Pace = 20;

    [TestMethod]
    public async Task Boots_joins_logs_in_and_switches_a_lamp()
    {
        await using Home home = await Home.OnlineAsync(Pace);
        await home.SwitchLampAsync(1);
        await home.SwitchLampAsync(0);
        CollectionAssert.AreEqual(new[] { (Home.Lamp, 1), (Home.Lamp, 0) }, home.World.Pins.Moves.ToArray());
        home.AssertNothingHidden();
    }
}
