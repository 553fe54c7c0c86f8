using System.Collections;
using Checked = Microsoft.VisualStudio.TestTools.UnitTesting.CollectionAssert;

namespace nanoFramework.TestFramework;

/// <summary>The board's assertions about arrays, by way of MSTest's.</summary>
public static class CollectionAssert
{
    public static void AreEqual(ICollection expected, ICollection actual, string message = "") =>
        Checked.AreEqual(expected, actual, message);

    public static void AreNotEqual(ICollection notExpected, ICollection actual, string message = "") =>
        Checked.AreNotEqual(notExpected, actual, message);

    public static void Empty(ICollection collection, string message = "") =>
        Assert.AreEqual(0, collection.Count, message);

    public static void NotEmpty(ICollection collection, string message = "") =>
        Assert.AreNotEqual(0, collection.Count, message);
}
