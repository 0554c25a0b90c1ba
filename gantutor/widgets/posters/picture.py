"""A still picture made of pixels."""

from dataclasses import dataclass
from html import escape

from gantutor.widgets.posters.canvas import HEIGHT, WIDTH


@dataclass(frozen=True)
class Picture:
    """A picture of 320 × 180 that shows the image at ``address``, such as a data URL, as a whole.

    A drop-in for a `Canvas` that is done. Pixels stay square and sharp.
    """

    address: str

    def svg(self, said: str = "", style: str = "") -> str:
        """The picture as an SVG element: an image of what is ``said``, without that hidden."""
        named = f'role="img" aria-label="{escape(said)}"' if said else 'aria-hidden="true"'
        looks = f' style="{style}"' if style else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="gt-poster" '
            f'viewBox="0 0 {WIDTH} {HEIGHT}" {named}{looks}>'
            f'<image width="{WIDTH}" height="{HEIGHT}" style="image-rendering:pixelated" '
            f'href="{self.address}"/></svg>'
        )
