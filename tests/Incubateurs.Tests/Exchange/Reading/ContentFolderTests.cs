using Incubateurs.Exchange.Reading;

namespace Incubateurs.Tests.Exchange.Reading;

public sealed class ContentFolderTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("incubateurs-");

    public void Dispose() => root.Delete(recursive: true);

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
    public void Every_entry_of_the_five_folders_comes_by_path()
    {
        Write("_startups/b.md", "b");
        Write("_startups/B", "B");
        Write("_organisations/idfm", "x");
        Write("_authors/a.md", "never read");
        _ = Directory.CreateDirectory(Path.Combine(root.FullName, "_startups", "c.md"));
        _ = File.CreateSymbolicLink(Path.Combine(root.FullName, "_startups", "d.md"), Path.Combine(root.FullName, "nowhere"));

        var files = ContentFolder.Read(root.FullName).ToList();

        Assert.Equal(
            ["_organisations/idfm ", "_startups/B ", "_startups/b.md ", "_startups/c.md Folder", "_startups/d.md Unreadable"],
            files.Select(file => $"{file.Path} {file.Fault}"));
        Assert.Equal(files.Count, ContentFolder.Count(root.FullName));
        var portfolio = SmallContent.Read(files);
        Assert.Equal((3, 3), (portfolio.Read, portfolio.LeftOut));
    }

    private void Write(string path, string text)
    {
        var file = new FileInfo(Path.Combine(root.FullName, path));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
    }
}
