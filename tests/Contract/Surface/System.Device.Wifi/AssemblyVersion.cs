[assembly: System.Reflection.AssemblyVersion("1.5.150.0")]
