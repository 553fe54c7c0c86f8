namespace HostSim.Replay;

/// <summary>What may happen in a turn of a run, by chance.</summary>
internal static class Storm
{
    /// <summary>Lets something happen, or nothing.</summary>
    public static void Blow(SeededRun run, Random chance)
    {
        int draw = chance.Next(100);
        if (draw < 35)
        {
            Command(run, chance);
        }
        else if (draw < 50)
        {
            Break(run, chance);
        }
    }

    private static void Command(SeededRun run, Random chance)
    {
        bool isLast = run.Given >= 2 * CountingBoard.Input - 8;
        switch (isLast ? 10 : chance.Next(16))
        {
            case < 4:
                run.Give(Way.AdHoc);
                break;
            case < 8:
                run.Give(Way.Item);
                break;
            case < 10:
                run.Give(Way.Chat);
                break;
            case < 12:
                run.People.Repeat(chance.Next(1_000));
                break;
            case 12:
                run.Try((Way)chance.Next(3), chance.Next(2) == 0);
                break;
            case 13:
                run.People.Deceive(chance.Next(1, 60), CountingBoard.Input - 1);
                break;
            case 14:
                run.People.GiveBad();
                break;
            default:
                run.Board.Press();
                break;
        }
    }

    private static void Break(SeededRun run, Random chance)
    {
        switch (chance.Next(14))
        {
            case < 4:
                run.Cut(chance.Next(3) > 0);
                break;
            case 4 or 5:
                run.ServerRestarts(chance.Next(2) == 0, chance.Next(2) == 0);
                break;
            case 6:
                run.PowerFails();
                break;
            case 7:
                run.People.Restart(chance.Next(1_000));
                break;
            case 8:
                run.Leap(chance.NextInt64(60_000, 7_200_000));
                break;
            case 9:
                run.Domain.DropTokens("dev1");
                break;
            case 10:
                run.Unreachable(chance.Next(60_000));
                break;
            case 11:
                run.Misbehave(chance.Next(60_000), it => it.RefuseResume = true);
                break;
            case 12:
                run.Misbehave(chance.Next(60_000), it => it.TemporaryAuthFailure = true);
                break;
            default:
                Misbehave(run, chance);
                break;
        }
    }

    private static void Misbehave(SeededRun run, Random chance)
    {
        int ms = chance.Next(90_000);
        switch (chance.Next(3))
        {
            case 0:
                run.Misbehave(ms, it => it.WithholdAcks = true);
                break;
            case 1:
                run.Misbehave(ms, it => it.RefuseBind = true);
                break;
            default:
                run.Misbehave(ms, it => it.SeeOtherHost = "other.iot.test:5270");
                break;
        }
    }
}
