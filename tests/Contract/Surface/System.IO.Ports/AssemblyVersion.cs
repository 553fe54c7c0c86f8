[assembly: System.Reflection.AssemblyVersion("1.1.142.0")]
