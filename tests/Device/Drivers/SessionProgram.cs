using System;

namespace Tests.Device.Drivers;

/// <summary>Plays the conversation of <see cref="Recorded"/>, which the test writes beside this, whole and in
/// pieces.</summary>
public static class SessionProgram
{
    /// <summary>Prints the story of the whole, then for each size of a piece whether it is the same.</summary>
    public static void Main()
    {
        try
        {
            RecordedCrypto crypto = new();
            string whole = SessionRun.Play(Recorded.Lines, int.MaxValue, crypto);
            Console.WriteLine(whole);
            int[] pieces = { 1, 7, 64, 333 };
            for (int i = 0; i < pieces.Length; i++)
            {
                string story = SessionRun.Play(Recorded.Lines, pieces[i], crypto);
                Console.WriteLine(story == whole ? "same" : "in pieces of " + pieces[i].ToString() + ": " + story);
            }
        }
        catch (Exception e)
        {
            // The public interpreter says nothing of an exception that nobody catches.
            Console.WriteLine("exception: " + e.ToString());
        }
    }
}
