using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Tests.Contract.Ledger;

/// <summary>What the metadata processor makes of a compiled assembly, table by table, in bytes of the .pe file; and
/// what its types take of the device's heap. A model: the device lane compares it with the real thing.</summary>
/// <remarks>
/// <code>
/// header 124 · assembly reference 12 · references to types, fields, methods 8 · type 24 · field 8 · method 16
/// names, texts: each once, ended by a zero · signatures: each once · byte code: see <see cref="IlSize"/>
/// heap: 136 · a reference 4 · a type 8 · a field or method 2 · a static 12
/// </code>
/// Constants have no field, the type of the module and what the compiler writes about an assembly are dropped, and the
/// processor knows the names of mscorlib.
/// </remarks>
internal sealed class PeLedger
{
    private const int Header = 124;
    private const int AssemblyReference = 12;
    private const int Reference = 8;
    private const int Type = 24;
    private const int Field = 8;
    private const int Method = 16;

    // Attributes of the compiler's own, whose types and constructors are not referred to in the .pe file.
    private static readonly string[] s_dropped =
    [
        "CompilationRelaxationsAttribute", "RuntimeCompatibilityAttribute", "DebuggableAttribute", "DebuggingModes",
        "CompilerGeneratedAttribute", "ExtensionAttribute", "DefaultMemberAttribute", "IsReadOnlyAttribute",
        "FlagsAttribute", "AttributeUsageAttribute",
    ];

    private readonly MetadataReader _metadata;
    private readonly PEReader _reader;
    private readonly HashSet<string> _texts = [];
    private readonly HashSet<string> _signatures = [];
    private readonly Dictionary<string, int> _spaces = [];

    private PeLedger(byte[] image)
    {
        _reader = new PEReader(new MemoryStream(image));
        _metadata = _reader.GetMetadataReader();
        References();
        foreach (TypeDefinitionHandle handle in _metadata.TypeDefinitions.Skip(1))
        {
            Add(_metadata.GetTypeDefinition(handle));
        }
    }

    /// <summary>How many types there are.</summary>
    public int Types { get; private set; }

    /// <summary>How many fields, constants apart.</summary>
    public int Fields { get; private set; }

    /// <summary>Of these, how many are static.</summary>
    public int Statics { get; private set; }

    /// <summary>How many methods.</summary>
    public int Methods { get; private set; }

    /// <summary>How many references to assemblies.</summary>
    public int AssemblyReferences { get; private set; }

    /// <summary>How many references to types, fields and methods of others.</summary>
    public int MemberReferences { get; private set; }

    /// <summary>Bytes of names and texts.</summary>
    public int Strings { get; private set; }

    /// <summary>Bytes of signatures.</summary>
    public int Signatures { get; private set; }

    /// <summary>Bytes of byte code.</summary>
    public int ByteCode { get; private set; }

    /// <summary>Bytes of the .pe file.</summary>
    public int Total => Header + AssemblyReferences * AssemblyReference + MemberReferences * Reference + Types * Type
        + Fields * Field + Methods * Method + Strings + Signatures + ByteCode;

    /// <summary>Bytes of heap that the types and statics take, without what the statics refer to.</summary>
    public int Heap => 136 + 4 * (AssemblyReferences + MemberReferences) + 8 * Types + 2 * (Fields + Methods)
        + 12 * Statics;

    /// <summary>Bytes of records, names, texts and code by namespace.</summary>
    public IReadOnlyDictionary<string, int> BySpace => _spaces;

    /// <summary>The ledger of an assembly.</summary>
    public static PeLedger Of(byte[] image) => new(image);

    private void References()
    {
        AssemblyReferences = _metadata.AssemblyReferences.Count;
        foreach (TypeReference type in _metadata.TypeReferences.Select(_metadata.GetTypeReference)
            .Where(it => !s_dropped.Contains(_metadata.GetString(it.Name))))
        {
            MemberReferences++;
            if (IsNamed(type.ResolutionScope))
            {
                Text(type.Name);
                Text(type.Namespace);
            }
        }

        foreach (MemberReference member in _metadata.MemberReferences.Select(_metadata.GetMemberReference)
            .Where(it => !IsDropped(it.Parent)))
        {
            MemberReferences++;
            Signature(member.Signature);
            if (member.Parent.Kind == HandleKind.TypeReference
                && IsNamed(_metadata.GetTypeReference((TypeReferenceHandle)member.Parent).ResolutionScope))
            {
                Text(member.Name);
            }
        }
    }

    private bool IsNamed(EntityHandle scope) => scope.Kind == HandleKind.AssemblyReference
        && _metadata.GetString(_metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) != "mscorlib";

    private bool IsDropped(EntityHandle parent) => parent.Kind == HandleKind.TypeReference
        && s_dropped.Contains(_metadata.GetString(_metadata.GetTypeReference((TypeReferenceHandle)parent).Name));

    private void Add(TypeDefinition type)
    {
        int before = Strings + ByteCode;
        Types++;
        Text(type.Name);
        Text(type.Namespace);
        FieldDefinition[] fields = [.. type.GetFields().Select(_metadata.GetFieldDefinition)
            .Where(it => !it.Attributes.HasFlag(FieldAttributes.Literal))];
        foreach (FieldDefinition field in fields)
        {
            Fields++;
            Statics += field.Attributes.HasFlag(FieldAttributes.Static) ? 1 : 0;
            Text(field.Name);
            Signature(field.Signature);
        }

        MethodDefinitionHandleCollection methods = type.GetMethods();
        foreach (MethodDefinition method in methods.Select(_metadata.GetMethodDefinition))
        {
            Add(method);
        }

        string space = _metadata.GetString(type.Namespace);
        _spaces[space] = _spaces.GetValueOrDefault(space) + Type + fields.Length * Field + methods.Count * Method
            + Strings + ByteCode - before;
    }

    private void Add(MethodDefinition method)
    {
        Methods++;
        Text(method.Name);
        Signature(method.Signature);
        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        MethodBodyBlock body = _reader.GetMethodBody(method.RelativeVirtualAddress);
        ByteCode += IlSize.Of(body, it => Text(_metadata.GetUserString(it)));
        if (!body.LocalSignature.IsNil)
        {
            Signature(_metadata.GetStandaloneSignature(body.LocalSignature).Signature);
        }
    }

    private void Text(StringHandle handle) => Text(_metadata.GetString(handle));

    // A constructor's name is one that the processor knows.
    private void Text(string text)
    {
        if (!text.StartsWith('.') && _texts.Add(text))
        {
            Strings += System.Text.Encoding.UTF8.GetByteCount(text) + 1;
        }
    }

    private void Signature(BlobHandle handle)
    {
        byte[] bytes = _metadata.GetBlobBytes(handle);
        Signatures += _signatures.Add(Convert.ToHexString(bytes)) ? bytes.Length : 0;
    }
}
