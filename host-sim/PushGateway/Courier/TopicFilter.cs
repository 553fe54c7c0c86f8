using HostSim.PushGateway.Store;

namespace HostSim.PushGateway.Courier;

/// <summary>The filter of a token: five lists of topics that replace what was said before.</summary>
internal static class TopicFilter
{
    private static readonly (byte Item, TopicState State)[] Lists =
    [
        (2, TopicState.Enabled), (3, TopicState.Ignored), (4, TopicState.Opportunistic), (5, TopicState.Paused),
        (6, TopicState.NonWaking),
    ];

    /// <summary>What the items say; null if a topic is no hash or there are too many.</summary>
    public static List<TopicWish>? Read(CourierItems items, int most, long nowMs)
    {
        List<TopicWish> wishes = [];
        foreach (CourierItem item in items)
        {
            byte id = item.Id;
            int list = Array.FindIndex(Lists, it => it.Item == id);
            if (list < 0)
            {
                continue;
            }

            if (!TopicHash.TryRead(item.Value, out TopicHash topic) || wishes.Count >= most)
            {
                return null;
            }

            wishes.Add(new TopicWish(topic, Lists[list].State, nowMs));
        }

        return wishes;
    }

    /// <summary>Puts it in the place of the old one; false if it says the same. Topics that it no longer names stay as
    /// gone, so that providers hear since when; the newest first.</summary>
    public static bool Replace(Mailbox box, List<TopicWish> wishes, int most, long nowMs)
    {
        TopicWish[] before = box.Filter;
        IEnumerable<TopicWish> gone = before.Where(old => wishes.TrueForAll(it => it.Topic != old.Topic))
            .Select(old => old.State == TopicState.Gone ? old : old with { State = TopicState.Gone, SinceMs = nowMs })
            .OrderByDescending(old => old.SinceMs)
            .Take(most);
        TopicWish[] filter = [.. wishes, .. gone];
        bool isSame = filter.Length == before.Length
            && filter.Zip(before).All(it => it.First.Topic == it.Second.Topic && it.First.State == it.Second.State);
        if (!isSame)
        {
            box.Filter = filter;
        }

        return !isSame;
    }
}
