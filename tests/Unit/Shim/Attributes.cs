// The board's test attributes under MSTest. There [Setup] and [Cleanup] run once per class on one shared instance, here
// once per test on a new one: a test that holds in both leaves nothing behind for the next.
global using CleanupAttribute = Microsoft.VisualStudio.TestTools.UnitTesting.TestCleanupAttribute;
global using DataRowAttribute = Microsoft.VisualStudio.TestTools.UnitTesting.DataRowAttribute;
global using SetupAttribute = Microsoft.VisualStudio.TestTools.UnitTesting.TestInitializeAttribute;
global using TestClassAttribute = Microsoft.VisualStudio.TestTools.UnitTesting.TestClassAttribute;
global using TestMethodAttribute = Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute;
