# SPDX-License-Identifier: MIT
# A Homebrew formula that builds from the release archive. Untried: nobody has built with it yet, and URL and SHA256 have to be filled
# in when a release stands somewhere.
class Dehusk < Formula
  desc "Body text of scraped web pages"
  url "URL/dehusk-0.1.0.tar.gz"
  sha256 "SHA256"
  license "MIT"

  depends_on "pkgconf" => :build
  depends_on "libunistring"
  depends_on "pcre2"

  def install
    # Homebrew's directories are not those that the compiler knows.
    unistring = Formula["libunistring"]
    system "./configure", *std_configure_args, "--disable-silent-rules",
           "CPPFLAGS=-I#{unistring.opt_include}", "LDFLAGS=-L#{unistring.opt_lib}"
    system "make", "install"
  end

  test do
    (testpath/"page").write "海边的早市开张了。\n分享到： 微信 微博\n来源: 柳溪晚报 2021-11-27\n"
    assert_equal "海边的早市开张了。\n\n来源: 柳溪晚报\n2021-11-27\n", shell_output("#{bin}/dehusk page")
  end
end
