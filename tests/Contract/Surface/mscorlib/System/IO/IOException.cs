namespace System.IO;

public class IOException : SystemException
{
    public IOException() { }
}
