[assembly: System.Reflection.AssemblyVersion("5.76.15.0")]
