import java.io.File;
import java.util.TreeSet;
import org.semanticweb.HermiT.Reasoner;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLClass;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/**
 * Prints what keeps ontologies from being OWL 2 DL, and what HermiT finds in them.
 *
 * <p>Takes RDF/XML files. Run it with java and owlready2's HermiT.jar, which holds the
 * OWL API too, on the class path. For each file it prints the file's name, a line "not
 * OWL 2 DL: ..." for each violation of the profile, in order; then, where there is
 * none, "inconsistent", or "consistent" and a line for each class that nothing can be
 * in.
 */
public class CheckOntology {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            System.out.println(file);
            check(new File(file));
        }
    }

    private static void check(File file) throws Exception {
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        OWLOntology ontology = manager.loadOntologyFromOntologyDocument(file);
        TreeSet<String> violations = new TreeSet<>();
        for (OWLProfileViolation violation :
                new OWL2DLProfile().checkOntology(ontology).getViolations()) {
            violations.add("not OWL 2 DL: " + violation);
        }
        violations.forEach(System.out::println);
        if (violations.isEmpty()) {
            reason(ontology);
        }
    }

    private static void reason(OWLOntology ontology) {
        Reasoner reasoner = new Reasoner(ontology);
        if (!reasoner.isConsistent()) {
            System.out.println("inconsistent");
            return;
        }
        System.out.println("consistent");
        TreeSet<OWLClass> empty =
                new TreeSet<>(reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom());
        empty.forEach(name -> System.out.println("unsatisfiable: " + name));
    }
}
