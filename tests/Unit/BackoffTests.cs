using Core.Time;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>Waits grow, stay capped, and are spread over the upper half of each step.</summary>
[TestClass]
public sealed class BackoffTests
{
    [TestMethod]
    public void Ceiling_doubles_up_to_the_cap_and_stays()
    {
        Backoff backoff = new(1000, 60000);
        int[] ceilings = { 1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000 };
        foreach (int ceiling in ceilings)
        {
            Assert.AreEqual((long)ceiling, backoff.Next(0));
        }
    }

    [TestMethod]
    public void Reset_starts_over()
    {
        Backoff backoff = new(1000, 60000);
        backoff.Next(0);
        backoff.Next(0);
        backoff.Reset();
        Assert.AreEqual(1000L, backoff.Next(0));
    }

    [TestMethod]
    public void Any_random_number_stays_within_half_and_whole()
    {
        int[] randoms = { int.MinValue, int.MinValue + 1, -1, 0, 1, 499, 500, 501, int.MaxValue };
        foreach (int random in randoms)
        {
            Backoff backoff = new(1000, 1000);
            long wait = backoff.Next(random);
            Assert.IsTrue(wait >= 500 && wait <= 1000);
        }
    }

    [TestMethod]
    public void Waits_are_spread_over_the_whole_upper_half()
    {
        System.Random random = new(7);
        int[] tenths = new int[10];
        for (int i = 0; i < 2000; i++)
        {
            Backoff backoff = new(60000, 60000);
            long above = backoff.Next(random.Next()) - 30000;
            tenths[above == 30000 ? 9 : (int)(above / 3000)]++;
        }

        foreach (int count in tenths)
        {
            // Expected 200, standard deviation 13.4.
            Assert.IsTrue(count > 120 && count < 280);
        }
    }

    [TestMethod]
    public void Smallest_and_largest_bounds_work()
    {
        Backoff smallest = new(1, 1);
        long wait = smallest.Next(-1);
        Assert.IsTrue(wait == 1);

        Backoff largest = new(1L << 31, 1L << 31);
        Assert.AreEqual(1L << 31, largest.Next(0));
        wait = largest.Next(int.MaxValue);
        Assert.IsTrue(wait >= 1L << 30 && wait < 1L << 31);
    }
}
