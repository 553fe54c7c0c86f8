using System;
using System.Reflection;
using nanoFramework.TestFramework;

namespace Tests.Device.Drivers;

/// <summary>Runs the tests of its own assembly as the launcher of nanoFramework.TestFramework does: test methods are
/// called without an object, so a case that held state in one fails here too. The launcher says every case that passed;
/// this counts them.</summary>
public static class CaseProgram
{
    private static int s_passed;
    private static int s_failed;

    /// <summary>Prints each case that fails, then how many passed and failed.</summary>
    public static void Main()
    {
        try
        {
            foreach (Type type in Assembly.GetExecutingAssembly().GetTypes())
            {
                if (type.IsClass && Has(type.GetCustomAttributes(true), typeof(TestClassAttribute)))
                {
                    RunClass(type);
                }
            }
        }
        catch (Exception e)
        {
            Console.WriteLine("FAIL the run: " + e.ToString());
            s_failed++;
        }

        Console.WriteLine(s_passed.ToString() + " passed, " + s_failed.ToString() + " failed");
    }

    private static void RunClass(Type type)
    {
        foreach (MethodInfo method in type.GetMethods())
        {
            RunMethod(type, method);
        }
    }

    private static void RunMethod(Type type, MethodInfo method)
    {
        try
        {
            object[] attributes = method.GetCustomAttributes(true);
            if (!Has(attributes, typeof(TestMethodAttribute)))
            {
                return;
            }

            int rows = 0;
            foreach (object attribute in attributes)
            {
                if (attribute is DataRowAttribute row)
                {
                    RunCase(type, method, row.MethodParameters, rows);
                    rows++;
                }
            }

            if (rows == 0)
            {
                RunCase(type, method, null, 0);
            }
        }
        catch (Exception e)
        {
            s_failed++;
            Console.WriteLine("FAIL " + type.Name + "." + method.Name + ", its attributes: " + e.ToString());
        }
    }

    private static void RunCase(Type type, MethodInfo method, object[] arguments, int row)
    {
        try
        {
            method.Invoke(null, arguments);
            s_passed++;
        }
        catch (Exception e)
        {
            s_failed++;
            Console.WriteLine("FAIL " + type.Name + "." + method.Name + " row " + row.ToString() + ": " + e.ToString()
                + " " + e.Message);
        }
    }

    private static bool Has(object[] attributes, Type wanted)
    {
        foreach (object attribute in attributes)
        {
            if (attribute.GetType() == wanted)
            {
                return true;
            }
        }

        return false;
    }
}
