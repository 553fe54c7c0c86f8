extern alias device;

global using device::Esp32;
global using Tests.NanoShim.World;
