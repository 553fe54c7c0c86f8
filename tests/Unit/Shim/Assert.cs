using System;
using Checked = Microsoft.VisualStudio.TestTools.UnitTesting.Assert;

namespace nanoFramework.TestFramework;

/// <summary>The board's assertions, as far as the tests use them, by way of MSTest's. The overloads are the board's
/// own, so that the compiler chooses here as it does there.</summary>
public static class Assert
{
    public static void AreEqual(bool expected, bool actual, string message = "") =>
        Checked.AreEqual(expected, actual, message);

    public static void AreEqual(byte expected, byte actual, string message = "") =>
        Checked.AreEqual(expected, actual, message);

    public static void AreEqual(char expected, char actual, string message = "") =>
        Checked.AreEqual(expected, actual, message);

    public static void AreEqual(double expected, double actual, string message = "") =>
        Checked.AreEqual(expected, actual, message);

    public static void AreEqual(float expected, float actual, string message = "") =>
        Checked.AreEqual(expected, actual, message);

    public static void AreEqual(int expected, int actual, string message = "") =>
        Checked.AreEqual(expected, actual, message);

    public static void AreEqual(long expected, long actual, string message = "") =>
        Checked.AreEqual(expected, actual, message);

    public static void AreEqual(object expected, object actual, string message = "") =>
        Checked.AreEqual(expected, actual, message);

    public static void AreEqual(sbyte expected, sbyte actual, string message = "") =>
        Checked.AreEqual(expected, actual, message);

    public static void AreEqual(short expected, short actual, string message = "") =>
        Checked.AreEqual(expected, actual, message);

    public static void AreEqual(string expected, string actual, string message = "") =>
        Checked.AreEqual(expected, actual, message);

    public static void AreEqual(uint expected, uint actual, string message = "") =>
        Checked.AreEqual(expected, actual, message);

    public static void AreEqual(ulong expected, ulong actual, string message = "") =>
        Checked.AreEqual(expected, actual, message);

    public static void AreEqual(ushort expected, ushort actual, string message = "") =>
        Checked.AreEqual(expected, actual, message);

    public static void AreNotEqual(bool notExpected, bool actual, string message = "") =>
        Checked.AreNotEqual(notExpected, actual, message);

    public static void AreNotEqual(byte notExpected, byte actual, string message = "") =>
        Checked.AreNotEqual(notExpected, actual, message);

    public static void AreNotEqual(char notExpected, char actual, string message = "") =>
        Checked.AreNotEqual(notExpected, actual, message);

    public static void AreNotEqual(double notExpected, double actual, string message = "") =>
        Checked.AreNotEqual(notExpected, actual, message);

    public static void AreNotEqual(float notExpected, float actual, string message = "") =>
        Checked.AreNotEqual(notExpected, actual, message);

    public static void AreNotEqual(int notExpected, int actual, string message = "") =>
        Checked.AreNotEqual(notExpected, actual, message);

    public static void AreNotEqual(long notExpected, long actual, string message = "") =>
        Checked.AreNotEqual(notExpected, actual, message);

    public static void AreNotEqual(object notExpected, object actual, string message = "") =>
        Checked.AreNotEqual(notExpected, actual, message);

    public static void AreNotEqual(sbyte notExpected, sbyte actual, string message = "") =>
        Checked.AreNotEqual(notExpected, actual, message);

    public static void AreNotEqual(short notExpected, short actual, string message = "") =>
        Checked.AreNotEqual(notExpected, actual, message);

    public static void AreNotEqual(string notExpected, string actual, string message = "") =>
        Checked.AreNotEqual(notExpected, actual, message);

    public static void AreNotEqual(uint notExpected, uint actual, string message = "") =>
        Checked.AreNotEqual(notExpected, actual, message);

    public static void AreNotEqual(ulong notExpected, ulong actual, string message = "") =>
        Checked.AreNotEqual(notExpected, actual, message);

    public static void AreNotEqual(ushort notExpected, ushort actual, string message = "") =>
        Checked.AreNotEqual(notExpected, actual, message);

    public static void AreSame(object expected, object actual, string message = "") =>
        Checked.AreSame(expected, actual, message);

    public static void AreNotSame(object notExpected, object actual, string message = "") =>
        Checked.AreNotSame(notExpected, actual, message);

    public static void Contains(string expected, string value, string message = "") =>
        Checked.Contains(expected, value, message);

    public static void DoesNotContains(string notExpected, string value, string message = "") =>
        Checked.DoesNotContain(notExpected, value, message);

    public static void StartsWith(string expected, string value, string message = "") =>
        Checked.StartsWith(expected, value, message);

    public static void EndsWith(string expected, string value, string message = "") =>
        Checked.EndsWith(expected, value, message);

    public static void IsTrue(bool condition, string message = "") =>
        Checked.IsTrue(condition, message);

    public static void IsFalse(bool condition, string message = "") =>
        Checked.IsFalse(condition, message);

    public static void IsNull(object value, string message = "") =>
        Checked.IsNull(value, message);

    public static void IsNotNull(object value, string message = "") =>
        Checked.IsNotNull(value, message);

    public static void IsInstanceOfType(object value, Type expected, string message = "") =>
        Checked.IsInstanceOfType(value, expected, message);

    public static void IsNotInstanceOfType(object value, Type notExpected, string message = "") =>
        Checked.IsNotInstanceOfType(value, notExpected, message);

    /// <summary>As on the board: the exception must be of just this type, not of one derived from it.</summary>
    public static void ThrowsException(Type exception, Action action, string message = "")
    {
        Exception thrown = null;
        try
        {
            action();
        }
        catch (Exception caught)
        {
            thrown = caught;
        }

        Checked.AreEqual(exception, thrown?.GetType(), message);
    }
}
