// Checks many PDF files against PDF/A-3a and PDF/UA-1 in one JVM, with veraPDF's own engine.
// Prints one PASS or FAIL line for each file and flavour, and under a FAIL each broken rule once.

import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Judge {
    public static void main(String[] args) {
        VeraGreenfieldFoundryProvider.initialise();
        String[] flavours = System.getProperty("flavours", "3a,ua1").split(",");
        boolean good = args.length > 0;
        for (String path : args)
            for (String flavour : flavours)
                good &= check(path, PDFAFlavour.byFlavourId(flavour));
        System.exit(good ? 0 : 1);
    }

    // A parser is made anew for each flavour: the tree it builds depends on the flavour.
    static boolean check(String path, PDFAFlavour flavour) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            boolean good = result.isCompliant();
            System.out.println((good ? "PASS " : "FAIL ") + flavour.getId() + " " + path);
            Map<String, String> broken = new TreeMap<>();
            for (TestAssertion a : result.getTestAssertions())
                if (a.getStatus() == TestAssertion.Status.FAILED)
                    broken.putIfAbsent(a.getRuleId().getClause() + "-" + a.getRuleId().getTestNumber(),
                            a.getMessage() + " (" + a.getLocation().getContext() + ")");
            broken.forEach((rule, why) -> System.out.println("     " + rule + ": " + why));
            return good;
        } catch (Exception e) {
            System.out.println("FAIL " + flavour.getId() + " " + path + "\n     not parsed: " + e);
            return false;
        }
    }
}
