using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using HostSim.PushGateway.Provider;

namespace HostSim.PushGateway.Upstream;

/// <summary>Tells one address what devices say: in order, one event at a time, each at least once.</summary>
/// <remarks>
/// <code>
/// POST {url}                       content-type: application/json, body as EventJson has it
/// gateway-event: message|…         gateway-sequence: {sequence}
/// gateway-signature: t=…,v1=…      see WebhookSignature
///
/// 2xx                              told, the next one
/// 410                              the address is gone: nothing more until the gateway starts anew
/// other 4xx but 408, 425, 429      tried three times, then this event is dropped
/// anything else, or nothing        again after 1, 2, 4 … 300 seconds, for as long as it takes
/// </code>
/// The queue is what the gateway keeps anyway; an address that is away for longer gets a gap. Redirects are not
/// followed: the signature is for one address.
/// </remarks>
public sealed class WebhookSender(
    Webhook hook, IUpstream upstream, WebhookPosition position, WebhookCounters counters, HttpClient client,
    TimeProvider clock, ILogger logger)
{
    private const int MostRefusals = 3;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly byte[] _secret = Convert.FromBase64String(hook.Secret);
    private readonly TopicSet _topics = new(hook.Topics);

    // For the log: the path or the query of an address often is the receiver's secret.
    private readonly string _name = hook.Url.GetLeftPart(UriPartial.Authority);

    private enum Outcome
    {
        Taken,
        Refused,
        Gone,
        Failed,
    }

    /// <summary>How long to wait before the first repetition; doubled after each.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Tells what happens until cancelled, or until the address is gone.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        try
        {
            await foreach (UpstreamEvent happened in upstream.ReadAsync(position.Sequence, end))
            {
                if (EventFilter.Shows(_topics, happened) && !await TellAsync(happened, end))
                {
                    logger.LogWarning("{Url} is gone (410): it is told nothing more", _name);
                    return;
                }

                MoveTo(happened.Sequence);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            logger.LogDebug("{Url}: told up to {Sequence}", _name, position.Sequence);
        }
    }

    // Without its file the position is kept in memory: some events are told again after a restart, none is left out.
    private void MoveTo(long sequence)
    {
        try
        {
            position.MoveTo(sequence);
        }
        catch (IOException e)
        {
            logger.LogError(
                "{Url}: told up to {Sequence}, which could not be kept: {Fault}", _name, sequence, e.Message);
        }
    }

    private async Task<bool> TellAsync(UpstreamEvent happened, CancellationToken end)
    {
        byte[] body = EventJson.Write(happened);
        TimeSpan pause = FirstPause;
        for (int refusals = 0; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            Outcome outcome = await AttemptAsync(happened, body, end);
            if (outcome is Outcome.Taken or Outcome.Gone)
            {
                return outcome == Outcome.Taken;
            }

            refusals += outcome == Outcome.Refused ? 1 : 0;
            if (refusals == MostRefusals)
            {
                counters.Dropped.Add();
                logger.LogWarning("{Url} refused event {Sequence} for good", _name, happened.Sequence);
                return true;
            }

            // Between half and all of the pause, so that receivers of many gateways are not asked at once.
            await Task.Delay(pause * (0.5 + (Random.Shared.NextDouble() / 2)), clock, end);
        }
    }

    private async Task<Outcome> AttemptAsync(UpstreamEvent happened, byte[] body, CancellationToken end)
    {
        Outcome outcome;
        string what;
        try
        {
            using HttpRequestMessage request = Request(happened, body);
            using HttpResponseMessage response =
                await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end);
            outcome = OutcomeOf(response.StatusCode);
            what = $"{(int)response.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException
            && !end.IsCancellationRequested))
        {
            (outcome, what) = (Outcome.Failed, e.Message);
        }

        (outcome == Outcome.Taken ? counters.Delivered : counters.Failed).Add();
        if (outcome != Outcome.Taken)
        {
            logger.LogInformation("{Url}, event {Sequence}: {What}", _name, happened.Sequence, what);
        }

        return outcome;
    }

    private HttpRequestMessage Request(UpstreamEvent happened, byte[] body)
    {
        HttpRequestMessage request = new(HttpMethod.Post, hook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("gateway-event", EventJson.Name(happened.Kind));
        request.Headers.Add("gateway-sequence", happened.Sequence.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Sign(_secret, clock.GetUtcNow(), body));
        return request;
    }

    private static Outcome OutcomeOf(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => Outcome.Taken,
        410 => Outcome.Gone,
        408 or 425 or 429 => Outcome.Failed,
        >= 400 and < 500 => Outcome.Refused,
        _ => Outcome.Failed,
    };
}
