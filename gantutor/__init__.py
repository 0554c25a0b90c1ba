"""Ground truth beside every critic: the package behind the Wasserstein GAN notebook book.

The modules form layers; each imports only from those before it:

``colours`` → ``files`` → ``names`` → ``randomness`` → ``distributions`` → ``data`` →
``divergences`` → ``transport`` → ``spectral`` → ``nets`` → ``objectives`` → ``constraints`` →
``dynamics`` → ``training`` → ``verdicts`` → ``recording`` → ``gan`` → ``vae`` → ``cvae_gan`` →
``sequences`` → ``direct`` → ``flows`` → ``maps`` → ``metrics`` → ``experiments`` → ``plots`` →
``widgets`` → ``checks`` → ``report``

Importing ``gantutor`` itself imports none of them.
"""

__version__ = "0.1.0"
