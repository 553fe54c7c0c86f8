global using Tests.NanoShim.World;
