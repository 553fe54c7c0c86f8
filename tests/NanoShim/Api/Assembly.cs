using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Firmware.Tests")]
