using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Tests.Contract.Signatures;

/// <summary>One member of the device's class library in a form that can be compared, whether it comes from the list of
/// known signatures or from a surface assembly.</summary>
/// <remarks>
/// <code>
/// list  = name ": " declaration | name " = " number          as the library's metadata has it, one member a line
/// form  = name "(" parameter types ")" result | name result accessors | name " = " number
///       | ["[Flags] "] [modifier] kind name [" : " base class] | "delegate " name "(" parameter types ")" result
/// </code>
/// </remarks>
internal static partial class Signature
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.CSharpErrorMessageFormat;

    // A type is listed as System.Int32, and used as int.
    private static readonly SymbolDisplayFormat Plain =
        Format.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>The forms of a line of a list; a property has one for each accessor.</summary>
    public static IEnumerable<string> OfLine(string line)
    {
        if (Constant().Match(line) is { Success: true } constant)
        {
            return [$"{constant.Groups[1].Value} = {constant.Groups[2].Value}"];
        }

        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        string name = line[..colon];
        string declaration = line[(colon + 2)..];
        if (TypeDeclaration().Match(declaration) is { Success: true } type)
        {
            return [OfType(name, declaration, type)];
        }

        return Accessors().Match(declaration) is { Success: true } accessors
            ? OfProperty(name, declaration[..accessors.Index], accessors.Value)
            : [declaration.Contains('(') ? OfMethod(name, declaration) : $"{name} {Last(declaration, name)}"];
    }

    /// <summary>The form of a member of a surface assembly; null for what the list does not tell apart.</summary>
    public static IEnumerable<string> OfSymbol(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol { DelegateInvokeMethod: { } invoke } type =>
            [$"delegate {Name(type)}({Types(invoke)}){invoke.ReturnType.ToDisplayString(Format)}"],
        INamedTypeSymbol type => [$"{Modifiers(type)}{Kind(type)} {Name(type)}{Base(type)}"],
        IFieldSymbol { HasConstantValue: true, ContainingType.TypeKind: TypeKind.Enum } field =>
            [$"{Name(field)} = {field.ConstantValue}"],
        IFieldSymbol field => [$"{Name(field)} {field.Type.ToDisplayString(Format)}"],
        IEventSymbol it => [$"{Name(it)} {it.Type.ToDisplayString(Format)}"],
        IPropertySymbol it => OfProperty(it),
        IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.Constructor
            or MethodKind.UserDefinedOperator or MethodKind.Conversion } it => [OfMethod(it)],
        _ => [],
    };

    /// <summary>Without its interfaces: a surface may leave some out.</summary>
    private static string OfType(string name, string declaration, Match type)
    {
        string kind = type.Groups["kind"].Value;
        if (kind == "delegate")
        {
            return "delegate " + OfMethod(name, declaration);
        }

        string above = type.Groups["base"].Value;
        bool derives = kind == "class" && above.Length > 0 && !InterfaceName().IsMatch(above);
        return $"{type.Groups["flags"].Value}{type.Groups["modifier"].Value}{kind} {name}"
            + (derives ? $" : {above}" : string.Empty);
    }

    private static IEnumerable<string> OfProperty(string name, string declaration, string accessors)
    {
        if (declaration.Contains(" this["))
        {
            // An indexer is listed under the name that the metadata gives it.
            name = name[..(name.LastIndexOf('.') + 1)] + "this";
        }

        string typed = $"{name} {Last(Index().Replace(declaration, string.Empty), name)}";
        return from accessor in new[] { "get", "set" } where accessors.Contains(accessor) select $"{typed} {accessor}";
    }

    private static IEnumerable<string> OfProperty(IPropertySymbol property)
    {
        string typed = $"{Name(property)} {property.Type.ToDisplayString(Format)}";
        return from it in new[] { property.GetMethod, property.SetMethod }
               where it is not null
               select $"{typed} {(it.MethodKind == MethodKind.PropertyGet ? "get" : "set")}";
    }

    private static string OfMethod(string name, string declaration)
    {
        int open = declaration.IndexOf('(');
        string parameters = declaration[(open + 1)..declaration.LastIndexOf(')')];
        bool makes = name.EndsWith(".ctor", StringComparison.Ordinal);
        string result = makes ? string.Empty : Last(declaration[..open], name);
        return $"{name}({string.Join(',', Split(parameters).Select(ParameterType))}){result}";
    }

    private static string OfMethod(IMethodSymbol method)
    {
        string result = method.MethodKind == MethodKind.Constructor
            ? string.Empty : method.ReturnType.ToDisplayString(Format);
        return $"{Name(method)}({Types(method)}){result}";
    }

    private static string Types(IMethodSymbol method) => string.Join(',', method.Parameters.Select(
        it => (it.RefKind switch { RefKind.Out => "out ", RefKind.Ref => "ref ", _ => string.Empty })
            + it.Type.ToDisplayString(Format)));

    /// <summary>The type in front of the member's name.</summary>
    private static string Last(string declaration, string name)
    {
        string[] words = declaration.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words[^1] == name[(name.LastIndexOf('.') + 1)..] ? words[^2] : words[^1];
    }

    private static string[] Split(string parameters) =>
        parameters.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string ParameterType(string parameter)
    {
        string[] words = parameter.Split(" = ")[0].Split(' ');
        return words[0] is "out" or "ref" ? $"{words[0]} {words[1]}" : words[0] is "params" ? words[1] : words[0];
    }

    private static string Name(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol => symbol.ToDisplayString(Plain),
        IPropertySymbol { IsIndexer: true } => $"{symbol.ContainingType.ToDisplayString(Plain)}.this",
        _ => $"{symbol.ContainingType.ToDisplayString(Plain)}.{symbol.Name}",
    };

    private static string Kind(INamedTypeSymbol type) => type.TypeKind.ToString().ToLowerInvariant();

    private static string Modifiers(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Enum } =>
            type.GetAttributes().Any(it => it.AttributeClass?.Name == "FlagsAttribute") ? "[Flags] " : string.Empty,
        { TypeKind: not TypeKind.Class } => string.Empty,
        { IsStatic: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsSealed: true } => "sealed ",
        _ => string.Empty,
    };

    private static string Base(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, BaseType: { SpecialType: not SpecialType.System_Object } above }
            ? $" : {above.ToDisplayString(Format)}" : string.Empty;

    [GeneratedRegex(@"^(\S+) = (-?\d+)$")]
    private static partial Regex Constant();

    [GeneratedRegex(@"^(?<flags>\[Flags\] )?public (?<modifier>(static|abstract|sealed) )?"
        + @"(?<kind>class|struct|enum|interface|delegate) \S+( : (?<base>[^,]+))?")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"\.I[A-Z][a-z]\w*$")]
    private static partial Regex InterfaceName();

    [GeneratedRegex(@"\{[^}]*\}$")]
    private static partial Regex Accessors();

    [GeneratedRegex(@"\[[^\]]+\]")]
    private static partial Regex Index();
}
