"""Words whose full stop is their own, in the languages the embedded voices speak best."""

from __future__ import annotations

_TITLES_AND_SHORT_WORDS = """
    mr mrs ms dr prof rev fr sr jr st gen col lt sgt capt cmdr maj hon gov pres sen rep vs etc eg ie
    e.g i.e cf al approx dept est inc ltd corp ed eds ca a.m p.m u.s u.k u.n ph.d b.a m.a
    jan feb apr jun jul aug sept oct nov dec
    bzw bspw usw evtl ggf inkl tel u.a z.b d.h s.o s.u u.u o.ä hr frl okt dez vgl mio mrd tsd zzgl
    mme mlle mm av bd ex env p.ex
    sra srta dña ud uds avda ee ff
    sig dott avv ing ecc l'on
    sr.ª exmo exma
    dhr mevr bijv enz mw
    np itd itp tzn m.in ul św mgr inż im
    mudr judr phdr rndr např tj
    t.ex bl.a osv m.m kl f.d mvh
    sok cad mah örn
    ул просп пл им тыс млн млрд напр проф акад доц ред см св вул ім див бул
    δηλ βλ
"""
_BEFORE_NUMBERS = """
    no nos vol pp fig ch art nr abs kap num núm pág pag blz str rys op godz obr
    стр рис гл табл
"""

ABBREVIATIONS = frozenset(_TITLES_AND_SHORT_WORDS.split())
BEFORE_NUMBERS = frozenset(_BEFORE_NUMBERS.split())
"""Short for something that is counted: the full stop is theirs only when a number follows."""
