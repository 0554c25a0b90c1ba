"""Small pages in the form in which Sphinx writes them."""

COLAB = "https://colab.research.google.com/github/owner/book/blob/main/{}.ipynb"
FOLD = (
    '<details class="admonition hide above-input">\n<summary aria-label="Toggle hidden content">\n'
    '<p class="collapsed admonition-title">{title}</p>\n'
    '<p class="expanded admonition-title">Hide code</p>\n</summary>\n'
    '<div class="cell_input"><pre>{code}</pre></div>\n</details>\n'
)
WIDGET = (
    '<div class="cell tag_hide-input docutils container">\n<div class="cell_output">\n'
    '<div class="output text_html"><div class="gt-widget" data-gantutor="1">'
    '<svg class="p" viewBox="0 0 4 4" role="img" aria-label="A picture" style="display:block">'
    '<path class="real" d="M0 0"/></svg>'
    "<p>words of no count</p></div>\n<script>var a = '</p><p>no prose';</script></div>\n</div>\n"
    "</div>\n"
)

ROW = (
    '<tr class="row-even"><td><p><a class="reference internal" href="../c/one.html">'
    '<span class="std std-doc">One</span></a></p></td>\n<td><p>{}</p></td>\n</tr>\n'
)
TABLE = (
    '<div class="pst-scrollable-table-container"><table class="table">\n<thead>\n'
    '<tr class="row-odd"><th class="head"><p>chapter</p></th>\n'
    '<th class="head"><p>its question</p></th>\n</tr>\n</thead>\n<tbody>\n{}</tbody>\n'
    "</table>\n</div>"
)


def folded(code, output="", title="Show code"):
    """A code cell that is folded."""
    cell = '<div class="cell tag_hide-input docutils container">\n'
    return f"{cell}{FOLD.format(title=title, code=code)}{output}</div>\n"


def section(title, content, level=2, name=""):
    """A section with its heading, as docutils names it unless it is given a name."""
    name = name or title.lower().replace(" ", "-")
    heading = f'{title}<a class="headerlink" href="#{name}" title="Link to this heading">#</a>'
    return f'<section id="{name}">\n<h{level}>{heading}</h{level}>\n{content}</section>\n'


def page(title, content, root="../"):
    """A page of a title and its content."""
    return (
        f'<html data-content_root="{root}"><head><title>{title} &#8212; The book</title></head>'
        "<body><h1>a menu</h1>\n"
        f'<article class="bd-article">\n{section(title, content, level=1)}</article>\n'
        '<footer class="prev-next-footer"><div class="prev-next-area">usual</div></footer>\n'
        "</body></html>\n"
    )


def colab(name):
    """The line of a chapter that leads to Colab."""
    return f'<p><a class="reference external" href="{COLAB.format(name)}">Open this</a></p>\n'
