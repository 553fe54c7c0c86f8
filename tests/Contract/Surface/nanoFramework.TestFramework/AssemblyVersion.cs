[assembly: System.Reflection.AssemblyVersion("3.0.77.0")]
