[assembly: System.Reflection.AssemblyVersion("1.17.11.0")]
