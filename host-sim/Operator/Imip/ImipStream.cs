using System.Globalization;
using System.Net.Security;
using System.Text;

namespace HostSim.Operator.Imip;

/// <summary>An IMIP connection of the operator: whole blocks in and out. It shares no code with the agent or the
/// server.</summary>
internal sealed class ImipStream : IAsyncDisposable
{
    private const int LongestLine = 1024;
    private const int LargestBlock = 64 * 1024;

    private readonly SemaphoreSlim _writing = new(1);
    private readonly Stream _stream;
    private readonly BufferedStream _input;
    private int _lastId = 1000;

    private ImipStream(Stream stream)
    {
        _stream = stream;
        _input = new BufferedStream(stream);
    }

    /// <summary>Connects, inside TLS if the options name the server's certificate.</summary>
    public static async Task<ImipStream> OpenAsync(ImipOperatorOptions options, CancellationToken cancellation)
    {
        Stream stream = await options.Dial(options.Host, options.Port, cancellation);
        if (options.TlsName is not string name)
        {
            return new ImipStream(stream);
        }

        SslStream tls = new(stream, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(options.Trust.Client(name), cancellation);
            return new ImipStream(tls);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a block and returns its number. Any thread may; blocks do not mix.</summary>
    public async Task<int> SendAsync(
        string first, string body, CancellationToken cancellation, params (string Name, string Value)[] headers)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            _lastId++;
            StringBuilder content = new();
            content.Append(CultureInfo.InvariantCulture, $"ID: {_lastId}\r\n");
            foreach ((string name, string value) in headers)
            {
                content.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            }

            // The style of Yahoo's client, so that both are in use: the empty line is always there.
            content.Append("\r\n").Append(body);
            byte[] bytes = Encoding.UTF8.GetBytes(content.ToString());
            byte[] head = Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{first}\r\n{bytes.Length}\r\n"));
            await _stream.WriteAsync((byte[])[.. head, .. bytes], cancellation);
            return _lastId;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>The next block; null at the end.</summary>
    /// <exception cref="OperatorException">What came is no block.</exception>
    public async Task<ImipFrame?> ReadAsync(CancellationToken cancellation)
    {
        string? first = await ReadLineAsync(cancellation);
        if (first is null)
        {
            return null;
        }

        string? size = await ReadLineAsync(cancellation);
        if (!int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || count > LargestBlock)
        {
            throw new OperatorException($"the server sent a block of '{size}' bytes");
        }

        byte[] content = new byte[count];
        await _input.ReadExactlyAsync(content, cancellation);
        return Parse(first, Encoding.UTF8.GetString(content));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _input.DisposeAsync();
        await _stream.DisposeAsync();
        _writing.Dispose();
    }

    private static ImipFrame Parse(string first, string content)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        int at = 0;
        while (at < content.Length)
        {
            int end = content.IndexOf("\r\n", at, StringComparison.Ordinal);
            if (end == at)
            {
                return new ImipFrame(first, headers, content[(at + 2)..]);
            }

            int colon = end < 0 ? -1 : content.IndexOf(':', at, end - at);
            if (colon < 0)
            {
                throw new OperatorException("the server sent a header without a colon");
            }

            headers.TryAdd(content[at..colon], content[(colon + 1)..end].Trim());
            at = end + 2;
        }

        return new ImipFrame(first, headers, "");
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellation)
    {
        byte[] one = new byte[1];
        List<byte> line = [];
        while (await _input.ReadAsync(one, cancellation) > 0)
        {
            line.Add(one[0]);
            if (one[0] == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r', '\n');
            }

            if (line.Count > LongestLine)
            {
                throw new OperatorException("the server sent a line without an end");
            }
        }

        return null;
    }
}
