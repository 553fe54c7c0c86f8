[assembly: System.Reflection.AssemblyVersion("1.2.952.0")]
