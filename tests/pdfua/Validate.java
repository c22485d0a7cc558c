import java.io.File;
import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

// Holds PDF files against PDF/UA-1: prints each rule that a file breaks, and ends with 1 where one does.
public final class Validate {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean failed = false;
        for (String file : files)
            try (var parser = Foundries.defaultInstance().createParser(new FileInputStream(new File(file)), PDFAFlavour.PDFUA_1);
                 var validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false)) {
                var result = validator.validate(parser);
                Map<String, Integer> broken = new TreeMap<>();
                for (TestAssertion one : result.getTestAssertions())
                    if (one.getStatus() == TestAssertion.Status.FAILED)
                        broken.merge(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber() + " " + one.getMessage(), 1, Integer::sum);
                broken.forEach((rule, times) -> System.out.println(file + ": " + rule + " (" + times + ")"));
                failed = failed || !result.isCompliant();
                if (result.isCompliant()) System.out.println(file + ": PDF/UA-1");
            }
        System.exit(failed ? 1 : 0);
    }
}
