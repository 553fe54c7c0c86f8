using System.Collections;

namespace nanoFramework.TestFramework;

public sealed class CollectionAssert
{
    public CollectionAssert() { }
    public static void AreEqual(ICollection expected, ICollection actual, string message = "") => throw null;
    public static void AreNotEqual(ICollection notExpected, ICollection actual, string message = "") => throw null;
    public static void Empty(ICollection collection, string message = "") => throw null;
    public static void NotEmpty(ICollection collection, string message = "") => throw null;
}
