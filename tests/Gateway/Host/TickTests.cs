namespace Tests.Gateway.Host;

/// <summary>What the gateway does twice a second.</summary>
[TestClass]
public sealed class TickTests
{
    [TestMethod]
    public async Task A_tick_that_fails_is_not_the_last()
    {
        const int MoreTicks = 3;
        FailingClock clock = new();
        await using GatewayRig rig = await GatewayRig.StartAsync(options => options with { Clock = clock });
        clock.FailNext();
        await Provider.Poll.UntilAsync(() => clock.HasFailed, "a tick that fails");
        int looks = clock.Looks;
        await Provider.Poll.UntilAsync(() => clock.Looks >= looks + MoreTicks, "more ticks");
    }

    // Without devices and pushes only the ticks look at it.
    private sealed class FailingClock : TimeProvider
    {
        private int _fails;
        private int _looks;

        public bool HasFailed { get; private set; }

        public int Looks => Volatile.Read(ref _looks);

        public void FailNext() => Volatile.Write(ref _fails, 1);

        public override long GetTimestamp()
        {
            Interlocked.Increment(ref _looks);
            if (Interlocked.Exchange(ref _fails, 0) == 1)
            {
                HasFailed = true;
                throw new ArithmeticException("for the test");
            }

            return base.GetTimestamp();
        }
    }
}
