[assembly: System.Reflection.AssemblyVersion("1.1.29.0")]
