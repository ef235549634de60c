import pytest
from tests.doctor.damages import headers, rows, cells as cs, sheets
from tests.doctor.judge import *
ALL=[*headers.DAMAGES,*rows.DAMAGES,*cs.DAMAGES,*sheets.DAMAGES]
@pytest.mark.parametrize("d",ALL,ids=str)
def test_probe(d,bench):
    import json
    b=bench.store.read(); before=values(b)
    base=set(map(id,())) 
    d.act(bench)
    s=bench.store.read()
    out=[f"== {d.what}"]
    try:
        new=tuple(p for p in s.problems if p not in b.problems)
        ns=tuple(p for p in s.spellings if p not in b.spellings)
        out.append(f"told {told(d.sheet,new,s)}")
        out.append(f"spelled {told(d.sheet,ns,s)}")
        ins=bench.store.inspect(s)
        out.append(f"inspected {told(d.sheet,ins,s)}")
        f=(*new,*ns,*ins)
        if f: out.append(f"link {link(bench,f[0],s)}")
        aft=values(s)
        out.append(f"reads { {k:(before.get(k,'-'),aft.get(k,'-')) for k in {**before,**aft} if before.get(k,'-')!=aft.get(k,'-') and (k in before)} } new {len([k for k in aft if k not in before])}")
        out.append(f"saved {saved(bench,d,s,is_new=False)}")
        out.append(f"added {saved(bench,d,bench.store.read(),is_new=True)}")
        s=bench.store.read()
        out.append(f"mends {mended(bench,s)}")
    except BaseException as e:
        import traceback
        out.append("EXC "+"".join(traceback.format_exc().splitlines(True)[-6:]))
    with open("/tmp/probe.out","a") as fh: fh.write("\n".join(out)+"\n")
