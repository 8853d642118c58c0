using System.Diagnostics;
using Incubateurs.Exchange.Reading;

namespace Incubateurs.Tests.Exchange.Reading;

public sealed class ContentFolderTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("incubateurs-");
    private readonly DirectoryInfo outside = Directory.CreateTempSubdirectory("incubateurs-outside-");

    public void Dispose()
    {
        Shell("rm -rf -- *"); // .NET finds no name that is no UTF-8.
        root.Delete();
        outside.Delete(recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("content")]
    public void It_is_found_with_and_without_its_checkout(string inside)
    {
        var content = Directory.CreateDirectory(Path.Combine(root.FullName, inside)).FullName;
        _ = Directory.CreateDirectory(Path.Combine(content, "_startups"));

        Assert.Equal(Path.GetFullPath(content).TrimEnd('/'), Path.GetFullPath(ContentFolder.Find(root.FullName)!).TrimEnd('/'));
    }

    [Fact]
    public void A_folder_without_startups_is_none() => Assert.Null(ContentFolder.Find(root.FullName));

    [Fact]
    public void A_linked_content_is_none()
    {
        _ = Directory.CreateDirectory(Path.Combine(outside.FullName, "_startups"));
        _ = Directory.CreateSymbolicLink(At("content"), outside.FullName);

        Assert.Null(ContentFolder.Find(root.FullName));
    }

    [Fact]
    public void Every_entry_of_the_five_folders_comes_by_path()
    {
        Write("_startups/b.md", "b");
        Write("_startups/B", "B");
        Write("_organisations/idfm", "x");
        Write("_authors/a.md", "never read");
        _ = Directory.CreateDirectory(At("_startups/c.md"));
        _ = File.CreateSymbolicLink(At("_startups/d.md"), At("nowhere"));

        var files = ContentFolder.Read(root.FullName).ToList();

        Assert.Equal(
            ["_organisations/idfm ", "_startups/B ", "_startups/b.md ", "_startups/c.md Folder", "_startups/d.md Link"],
            files.Select(file => $"{file.Path} {file.Fault}"));
        Assert.Equal(files.Count, ContentFolder.Count(root.FullName));
        var portfolio = SmallContent.Read(files);
        Assert.Equal((3, 3), (portfolio.Read, portfolio.LeftOut));
    }

    [Fact(Timeout = 20_000)]
    public Task Nothing_but_a_regular_file_is_read_and_no_link_followed() => Task.Run(() =>
    {
        File.WriteAllText(Path.Combine(outside.FullName, "secret.md"), "---\ntitle: Secret\n---\n");
        Write("_startups/bon.md", "---\ntitle: Bon\n---\n");
        _ = File.CreateSymbolicLink(At("_startups/x.md"), Path.Combine(outside.FullName, "secret.md"));
        _ = File.CreateSymbolicLink(At("_startups/zero.md"), "/dev/zero");
        _ = Directory.CreateSymbolicLink(At("_startups/dossier"), outside.FullName);
        _ = Directory.CreateSymbolicLink(At("_incubators"), outside.FullName);
        _ = File.CreateSymbolicLink(At("_organisations"), "/dev/zero");
        Shell("mkfifo _startups/tube.md _events");

        var portfolio = SmallContent.Read(ContentFolder.Read(root.FullName));

        Assert.Equal("Bon", Assert.Single(portfolio.Startups).Facts.Name);
        Assert.Empty(portfolio.Incubators);
        Assert.Equal(
            [
                "_events unreadable-file", "_incubators link-not-followed", "_organisations link-not-followed",
                "_startups/dossier link-not-followed", "_startups/tube.md empty-file",
                "_startups/x.md link-not-followed", "_startups/zero.md link-not-followed",
            ],
            portfolio.Anomalies.Where(anomaly => anomaly.Severity == Severity.Error).Select(anomaly => $"{anomaly.File} {anomaly.Class}"));
        Assert.Equal((5, 4), (portfolio.Read, portfolio.LeftOut));
    }, TestContext.Current.CancellationToken);

    [Fact]
    public void A_file_is_read_to_its_bound_and_no_further()
    {
        Write("_startups/juste.md", "");
        Write("_startups/trop.md", "");
        using (var file = File.OpenWrite(At("_startups/juste.md")))
            file.SetLength(ContentFile.MostBytes);
        using (var file = File.OpenWrite(At("_startups/trop.md")))
            file.SetLength(1L << 40);

        Assert.Equal(
            [$"_startups/juste.md  {ContentFile.MostBytes}", "_startups/trop.md TooLarge 0"],
            ContentFolder.Read(root.FullName).Select(file => $"{file.Path} {file.Fault} {file.Bytes.Length}"));
    }

    [Fact]
    public void Names_that_are_no_text_are_reported_and_leave_the_others_alone()
    {
        Write("_startups/bon.md", "---\ntitle: Bon\n---\n");
        Shell("""
            cd _startups
            for name in '\377.md' 'a\377' 'a\nb.md' 'a\033[2Jb.md' '\357\277\276.md' '\355\240\200.md'; do
                printf -- '---\ntitle: x\n---\n' > "$(printf "$name")"
            done
            """);

        var portfolio = SmallContent.Read(ContentFolder.Read(root.FullName));

        Assert.Equal("Bon", Assert.Single(portfolio.Startups).Facts.Name);
        Assert.Equal((7, 6), (portfolio.Read, portfolio.LeftOut));
        Assert.Equal(6, portfolio.Anomalies.Count(anomaly => anomaly is { Class: "unusable-id", Severity: Severity.Error }));
        Assert.All(portfolio.Anomalies, anomaly => Assert.DoesNotContain(anomaly.File, char.IsControl));
    }

    private string At(string path) => Path.Combine(root.FullName, path);

    // What .NET has no call for: pipes, and names that are no UTF-8.
    private void Shell(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { WorkingDirectory = root.FullName })!;
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }

    private void Write(string path, string text)
    {
        var file = new FileInfo(At(path));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
    }
}
