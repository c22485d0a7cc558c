#include "engine/text/language_words.hpp"

namespace engine
{
namespace
{
constexpr LanguageWords all[] = {
    {"French",
     "élève élèves prénom école présent présente année né née matière français française mathématiques géographie "
     "récréation leçon après très été collège lycée première troisième André René Renée Hélène Élise Élodie Chloé Zoé "
     "Léa Léo Noé Inès Agnès Gaël Gaëlle Raphaël Joël Noël Loïc Anaïs Maëlle Benoît François Françoise Jérôme Stéphane "
     "Stéphanie Sébastien Frédéric Cédric Céline Mélanie Aurélie Valérie Véronique Thérèse Geneviève Irène Désiré "
     "Aimée Amélie Clémence Mathéo Théo Rémi Rémy Grégoire Régis Gérard Hervé Côme Jérémy Barthélemy Éric Étienne "
     "Lefèvre Lefèbvre Bérard Béranger Forêt Prévost Lévêque Évrard Dubé Légaré Côté Gagné Hébert Poirée Crépin Noël "
     "Générale Château Hôtel Île Goût Où garçon Bonté Crête Fête Gérald Légère Pélissier Mercœur sœur cœur Œuvre"},
    {"German",
     "Schüler Schülerin Schülerinnen Größe Straße Prüfung Fächer fällt für über Übung Übergang Klassenstärke Beiträge "
     "März Jürgen Günter Günther Jörg Björn Sören Müller Möller Schröder Krüger Köhler König Böhm Bäcker Jäger Schäfer "
     "Weiß Groß Strauß Großmann Weißmann Fußball Schütz Schütte Hübner Lüdke Kühn Kühne Bühler Bühner Löwe Vögele "
     "Förster "
     "Fröhlich Grün Blümel Hölzl Jährling Käthe Bärbel Zöe Löffler Röder Höfer Nägele Österreich Übelacker Ärztin "
     "Ölmann "
     "Körner Wörner Hänsel Häusler Kästner Wächter Büchner Döring Göbel Gärtner Lämmle geprüft Kürschner zurück "
     "Geschäft"},
    {"Spanish",
     "José María Jesús Ángel Ángela Andrés Martín Sebastián Nicolás Tomás Joaquín Raúl Iván Adrián Óscar Óliver Álvaro "
     "Inés Lucía Sofía Mónica Verónica Bárbara Rocío Belén Begoña Íñigo Íker Ramón Simón Rubén Víctor Héctor Matías "
     "García Martínez Rodríguez López Pérez Sánchez González Gómez Fernández Hernández Jiménez Álvarez Díaz Muñoz "
     "Núñez "
     "Peña Ibáñez Ordóñez Domínguez Vázquez Ramírez Gutiérrez Suárez Benítez Méndez Marín León Rincón Cortés Ríos "
     "Cañete "
     "niño niña año español matrícula educación física matemáticas teléfono dirección número sección música código "
     "Mañana "
     "Castañeda Zúñiga Quiñones Piñero Güell Agüero Argüello Ocaña Toño Marañón Bolaños Íñiguez Sí María"},
    {"Portuguese",
     "João José António Antônio Conceição Simões Magalhães Guimarães Falcão Leitão Simão Sebastião Assunção Anunciação "
     "Estêvão Gonçalo Gonçalves França Lourenço Mendonça Fátima Inês Luís Luísa Luíza Lúcia Márcia Patrícia Mônica "
     "Antônia Júlia Letícia Vitória Flávio Fábio Cláudia Cláudio César André Tomás Araújo Cândido Cândida Âmbar Ângelo "
     "Ângela Catarina Brandão Paixão Abraão Adão Galvão Brás Valério Mário Mária Sérgio Júnior Avó Irmã Irmão Romão "
     "aluno situação recuperação transferência matrícula educação avaliação não manhã série turma período português "
     "história ciências matemática disciplina nº Pública Anésio Eugênio Hélio Zélia Célia Índio Açores Bragança Garça"},
    {"Italian",
     "Niccolò Nicolò Mariù Giosuè Noè Mosè Forlì Corrà Zanà Aloè D’Aquì scuola età città qualità attività matematica "
     "perché poiché lunedì martedì mercoledì giovedì venerdì più già così è però metà papà Cefalù Libertà Bontà Virtù "
     "Salò Calò Patanè Scibè Bovè Sartù Cantù Carrà Falà Nasò Dalò Mirò Càtia Mattè Nardò Fasolà"},
    {"Swedish",
     "Åsa Åke Björn Göran Håkan Märta Mårten Pär Sören Örjan Östen Jörgen Torbjörn Ängla Älva Häggström Sjöberg "
     "Sjögren "
     "Åberg Åström Öberg Östlund Lindström Bergström Söderberg Sandström Engström Holmström Norén Lundén Hallén "
     "Gustafsson "
     "Söder Nyström Nordström Hällgren Grönlund Hägg Mälare Åkesson Åkerman Ågren Öhman Öström Forsén Björklund "
     "Skarsgård "
     "närvarande frånvaro årskurs ämne lärare förnamn år född måndag lördag söndag Växjö Malmö Göteborg Västerås"},
    {"Welsh", "Siân Siôn Gwenllïan Llŷr Llŷs ŷd tŷ dŵr cŵn sŵn gŵr gŵyl Gŵyn Siwân Ffïon Aneurîn Môn môr Dôl dôl "
              "pêl gêm mêl Llên Llêyn sêr têg ysgôl plâs tân glân cân mân câr âr Brân bûm cûl bŷd Tŷ'r Gŵyr Gŵen "
              "Llŵyd Clŵyd ffŵl brŵd nôs bôd tô clô rhôs Rhŷs Rhŷd llŷn Dafŷdd hŷn pŷsgod Ŵyn Ŷnys ŵyr ŵyres hŵyl "
              "ẃyn"},
    {"Maltese", "Ħaż-Żabbar Ħal Għarb Għajnsielem Żebbuġ Żurrieq Żejtun Birżebbuġa Siġġiewi Ġgantija Mġarr Qrendi "
                "Ħamrun Ġorġ Ġużeppi Ġanni Ġwann Ġulja Ġakbu Ċensu Ċetta Ċikku Ċali Ċarmelo Ġiljan Ħelen Għaxaq "
                "Ħaddiem tagħlim skola ħażin ħanut żmien żgħir żagħżugħ ġurnata ġimgħa ġenitur ċertifikat ċentru "
                "klassi studenti marżu preżenti assenti Abdilla Buġeja Buħaġiar Ċini Ċaruana Farruġia Għigo Żammit "
                "Żahra Xiċluna Saliba Spiteri Vassallo Ħili Mifsud Għawdex Ħaġar Ħares"},
    {"Danish",
     "Søren Jørgen Bjørn Bjørg Jørn Åse Ågot Kåre Håkon Pål Ståle Ørjan Øystein Øyvind Ærø Æsa Træn Rønne Sørensen "
     "Jørgensen "
     "Bøgh Højgaard Møller Nørgaard Østergaard Kjær Kjærgaard Bæk Skjærbæk Løvås Bråten Ødegård Strømme Grønn "
     "Bjørnstad "
     "Sørlie Tveråen Haugård Løken Bøe Næss Sæther Sætre Hågensen Røed Øverland Åsen Ås Håland Mæland Værnes Færøy "
     "elev fravær år født fødselsdato søndag lørdag lærer klassetrin prøve børn væk Årgang Tromsø Bodø Ålesund Sæbø "
     "Lærke"},
    {"Icelandic",
     "Guðrún Sigríður Jóhann Jón Þór Þóra Þorsteinn Þórður Þorbjörg Björk Bjarni Ólafur Ólöf Ágúst Ásta Ásdís Árni "
     "Ævar "
     "Örn Ösp Íris Ísak Úlfur Ýmir Hörður Höskuldur Hólmfríður Ragnheiður Aðalbjörg Guðmundur Guðný Davíð Friðrik "
     "Sæunn "
     "Kristín Kristján Stefán Pétur Páll Sólveig Helgadóttir Jónsdóttir Sigurðardóttir Guðmundsdóttir Magnús Egill "
     "Þröstur "
     "nemandi fæðingardagur skóli ár mæting Reykjavík fjórði þriðji Garðar Hreiðar Jóna Freyja Snæfríður Bryndís Dóra"},
    {"Finnish", "Väinö Päivi Päivikki Mäkinen Hämäläinen Järvinen Räsänen Leppänen Mäkelä Mäki Niemelä Heikkilä "
                "Seppälä Jyrälä Yläjärvi "
                "Sirkkä Äijö Öhman Hyvönen Räikkönen Tynkkynen Sämpy Pääkkönen Kärkkäinen Pöyhönen Härkönen Töölö "
                "Pöysti Lähteenmäki "
                "oppilas läsnä syntymäpäivä päivä äidinkieli kevät syksy keskimäärin Jäntti Pälsi Hänninen Väisänen "
                "Pölönen Ylönen"},
    {"Estonian",
     "Jüri Külli Ülle Ülo Õie Õnne Tõnis Tõnu Märt Märt Pärt Kärt Käthe Väino Ööbik Jõgi Jõgeva Mägi Tamm Põld Põder "
     "Kõiv "
     "Rõuk Sõber Võsu Õispuu Sepp Rebane Kütt Lõhmus Kõrv Käär Raudsepp Mändmets Küla Järv Üksküla Põldmaa Tõll Žanna "
     "Šura "
     "õpilane õpetaja kuupäev sünniaeg puudumine tänav põhikool gümnaasium klassijuhataja õpe Pärnu Võru Jõhvi Põlva"},
    {"Polish",
     "Łukasz Paweł Michał Wiesław Stanisław Władysław Bolesław Mirosława Małgorzata Łucja Oliwia Żaneta Zdzisław Józef "
     "Grażyna Bożena Elżbieta Błażej Świętosława Sławomir Ścibor Wiśniewski Wiśniewska Wójcik Kowalczyk Kamiński "
     "Kamińska "
     "Lewandowska Zieliński Szymański Woźniak Dąbrowski Dąbrowska Kozłowski Jabłoński Wróbel Król Pawłowski Michalski "
     "Górski "
     "Rutkowska Ostrowski Sikora Głowacki Baran Duda Stępień Gąsior Mądry Piątek Zając Jędrzej Jędrzejewska Wałęsa "
     "Chmielewski "
     "Żak Żuk Źródło Ćwik Ćwiklińska Śliwa Śmigły Łoś Łęcki Pająk Gołąb Kępa Więcek Pięta Sęk Bąk Dziób Żółć Gęś "
     "uczeń uczennica obecność nieobecność imię nazwisko spóźniony szkoła świadectwo poniedziałek środa piątek język "
     "wychowanie zajęcia data urodzenia ćwiczenia Kraków Łódź Gdańsk Poznań Wrocław Częstochowa Toruń Białystok"},
    {"Czech",
     "Jiří Jiřina Tomáš Lukáš Ondřej Matěj Štěpán Václav Zdeněk Miloš Aleš Radek Květa Věra Eliška Šárka Markéta "
     "Kateřina "
     "Božena Růžena Dvořák Dvořáková Novák Nováková Svoboda Svobodová Černý Černá Procházka Kučera Veselý Horák Němec "
     "Pokorný Pospíšil Hájek Jelínek Král Růžička Beneš Fiala Sedláček Doležal Zeman Kolář Navrátil Čermák Vaněk Urban "
     "Blažek Kříž Kovář Říha Šimek Ševčík Konečný Malý Holub Čech Bartoš Vlček Mareš Kratochvíl Žák Žižka Ďurica "
     "Žaneta Ťupa "
     "žák žákyně třída přítomen nepřítomen příjmení jméno datum narození školní rok předmět dějepis zeměpis středa "
     "čtvrtek "
     "pátek Brno Plzeň Děčín Třebíč Šumperk Česká Lípa Ústí Příbram Břeclav Jičín"},
    {"Slovak",
     "Ľubomír Ľubica Ľudovít Ján Jozef Mária Zuzana Štefan Štefánia Marián Miloš Ondrej Matúš Lukáš Tomáš Šimon Žofia "
     "Anežka "
     "Kováč Kováčová Horváth Varga Tóth Nagy Baláž Szabó Molnár Balog Lukáč Hudák Kollár Polák Kučera Mikuláš Blaško "
     "Čech "
     "Sedlák Ďurica Ďuriš Vlček Ľupták Žiak Krajčí Hrnčár Rusnák Krištof Kĺbik Vŕba Stĺpec Dĺhy žiak žiačka trieda "
     "prítomný "
     "dátum narodenia škola základná piatok štvrtok Košice Žilina Prešov Banská Bystrica Nové Zámky Kráľ Môcik Kôň"},
    {"Hungarian",
     "László István György Sándor Zoltán Gábor Péter János József Tamás Balázs Árpád Ádám Ákos Áron Máté Dávid Dániel "
     "Bálint "
     "Éva Ágnes Ágota Ildikó Erzsébet Mária Katalin Zsófia Réka Dóra Nóra Lídia Móni Ödön Örs Özséb Győző Ernő Dezső "
     "Jenő "
     "Gergő Bendegúz Csongor Nagy Kovács Tóth Szabó Horváth Kiss Molnár Németh Farkas Balogh Papp Takács Juhász "
     "Lakatos "
     "Mészáros Oláh Rácz Fehér Gál Kis Szűcs Kocsis Fodor Pintér Szalai Sipos Magyar Lukács Gulyás Bíró Király László "
     "Szőke Erdős Bő Hegedűs Gyűrű Fűzfa Tűz tanuló osztály hiányzás jelenlét név születési dátum általános iskola "
     "tantárgy "
     "környezet művészet péntek szerda csütörtök hétfő Győr Pécs Szeged Érd Cegléd Kőszeg Hódmezővásárhely"},
    {"Romanian", "Ștefan Ştefan Ionuț Ionuţ Cătălin Cătălina Mădălina Mihăiţă Răzvan Ţepeş Constanţa Măria Bogdănescu "
                 "Brâncuşi Brâncoveanu "
                 "Ştefănescu Popa Bălan Bălănescu Pătraşcu Ţurcanu Căpăţână Stănescu Dănilă Văduva Râmnicu Gâdea Vîlcu "
                 "Pârvu Tănase "
                 "Lăcătuş Mărgineanu Păun Ţăranu Şerban Şandru Moşneagu Fărcaş Ungureanu Cîmpeanu Brătianu Bărbulescu "
                 "Hîncu Mîndruţă "
                 "elevă şcoală absenţă prezenţă clasă dată naştere învăţător română matematică vârstă sfârşit notă "
                 "Iaşi Braşov Timişoara "
                 "Galaţi Piteşti Târgu Mureş Bacău Constanţa Bistriţa Reşiţa Buzău Botoşani"},
    {"Croatian", "Đurđa Đuro Đorđe Željko Željka Žarko Živko Šime Stjepan Franjo Nikša Tomislav Dražen Dražena "
                 "Snježana Božidar Jadranka "
                 "Horvat Kovačević Kovačič Babić Marić Jurić Novaković Knežević Vuković Marković Petrović Matić Tomić "
                 "Pavlović Božić "
                 "Blažević Grgić Perić Šarić Lovrić Šimić Đurić Filipović Radić Kolarić Žunić Ćosić Ćurić Čović "
                 "Krajačić Črnčec Zupančič "
                 "Žagar Hočevar Kovač Šuštar Črt Češnjak Novčić Jovanović Nikolić Stanković Mijušković Đukić Žižić "
                 "učenik učenica škola "
                 "razred prisutan odsutan datum rođenja ponedjeljak četvrtak Šibenik Čakovec Đakovo Požega Dubrovačka"},
    {"Turkish",
     "Ayşe Ayşegül Şule Şeyma Şerife Şükrü Uğur Doğan Doğukan Çağla Çağrı Çiğdem Çetin Oğuz Oğuzhan Özge Özlem Özgür "
     "Öykü "
     "Ümit Ülkü Gülşen Gülçin Gökhan Gökçe Işıl Işık Yıldız Yıldırım Yılmaz Kılıç Aydın Altın Arı Sarı Kıvanç İbrahim "
     "İsmail "
     "İlker İrem İpek İnci Hüseyin Süleyman Müge Nilgün Tuğba Tuğçe Buğra Barış Savaş Koçak Koç Öztürk Özdemir Şahin "
     "Çelik "
     "Güneş Güler Kaplan Aslan Bulut Taş Ateş Tekin Erdoğan Karadağ Akdağ Bağcı Dağlı Şimşek Keskin Aksoy Acar Çakır "
     "Bozkurt "
     "Polat Korkmaz Avcı Kurt Özkan Şen Coşkun Ekşi Duman Yiğit Sağlam Soylu öğrenci sınıf devamsızlık doğum tarihi "
     "okul adı "
     "soyadı öğretmen salı çarşamba perşembe kız erkek İstanbul İzmir Eskişehir Diyarbakır Muğla Aydın Balıkesir"},
    {"Latvian",
     "Jānis Pēteris Andrejs Mārtiņš Juris Ēriks Krišjānis Jēkabs Kārlis Rūdolfs Miķelis Kristaps Ģirts Ģertrūde Dāvis "
     "Līga Līva Ilze Zane Laimdota Baiba Inga Ieva Kristīne Elīna Anžela Mārīte Māra Vēsma Sanita Agnese Ēvalds "
     "Bērziņš "
     "Bērziņa Kalniņš Kalniņa Ozoliņš Ozoliņa Liepiņš Krūmiņš Krūmiņa Balodis Eglītis Eglīte Zariņš Pētersone "
     "Pētersons "
     "Vītols Vītoliņš Kļaviņš Kļaviņa Kārkliņš Āboliņš Āboliņa Lācis Jansons Šmits Žukovs Čakste Ņikitins Ķēniņš "
     "Ļubova "
     "skolēns skola klase kavējumi vārds uzvārds dzimšanas datums skolotāja mācību gads Rīga Liepāja Jūrmala Cēsis "
     "Rēzekne"},
    {"Lithuanian", "Jonas Šarūnas Žydrūnas Žygimantas Rūta Eglė Ugnė Austėja Gabrielė Emilė Miglė Aistė Agnė Živilė "
                   "Dovilė Rasa Jūratė "
                   "Jurgita Birutė Danutė Bronė Vytė Mindaugas Gintarė Kęstutis Vytautas Algirdas Žilvinas Ąžuolas "
                   "Česlovas Šviesė Ūla "
                   "Kazlauskas Kazlauskienė Petrauskaitė Stankevičius Stankevičiūtė Paulauskaitė Žukauskas Žukauskaitė "
                   "Butkutė Balčiūnas "
                   "Balčiūnaitė Urbonas Urbonavičienė Kavaliauskaitė Vasiliauskienė Navickaitė Ramanauskaitė Šimkus "
                   "Šimkutė Žemaitis Čepaitė "
                   "Juškevičius Sakalauskaitė Žalys Mažeika Grigaliūnas Kęsminas mokinys klasė vardas pavardė gimimo "
                   "data mokykla pamoka "
                   "lankomumas praleista antradienis trečiadienis šeštadienis Šiauliai Panevėžys Klaipėda Alytus "
                   "Mažeikiai Ukmergė Šilutė"},
    {"Greek",
     "Γιώργος Γεώργιος Δημήτρης Κωνσταντίνος Ιωάννης Γιάννης Νικόλαος Νίκος Παναγιώτης Βασίλης Χρήστος Αθανάσιος "
     "Ευάγγελος "
     "Αναστάσιος Σπύρος Θεόδωρος Μιχάλης Ανδρέας Στέλιος Ηλίας Πέτρος Άγγελος Αλέξανδρος Έκτορας Μαρία Ελένη "
     "Αικατερίνη "
     "Κατερίνα Βασιλική Σοφία Αγγελική Γεωργία Δήμητρα Ειρήνη Ιωάννα Ευαγγελία Άννα Αναστασία Χριστίνα Θεοδώρα Ζωή "
     "Φωτεινή "
     "Παπαδόπουλος Παπαδοπούλου Παπαγεωργίου Οικονόμου Γεωργίου Δημητρίου Κωνσταντίνου Αντωνίου Νικολάου Βασιλείου "
     "Παππάς Καραγιάννης Καραγιάννη Αλεξίου Μακρής Ιωαννίδης Κυριακίδης Χατζής Ζαχαρίας Ξενάκης Ψαρράς Ρήγας Λάμπρου "
     "Όθων "
     "μαθητής μαθήτρια όνομα επώνυμο τάξη σχολείο παρών απών απουσίες ημερομηνία γέννησης βαθμός τμήμα τηλέφωνο "
     "διεύθυνση "
     "Αθήνα Θεσσαλονίκη Πάτρα Ηράκλειο Ώρα Ύδρα Έτος Ήπειρος Άρτα κωδικός πατρώνυμο φύλο σύνολο"},
    {"Russian",
     "Александр Алексей Андрей Дмитрий Евгений Иван Игорь Илья Кирилл Максим Михаил Никита Николай Олег Павел Роман "
     "Сергей "
     "Артём Фёдор Юрий Ярослав Анна Анастасия Валентина Виктория Дарья Екатерина Елена Ирина Ксения Людмила Мария "
     "Надежда "
     "Наталья Ольга Полина Светлана Татьяна Юлия Алёна Иванов Иванова Смирнов Смирнова Кузнецов Кузнецова Попов "
     "Васильев "
     "Петров Петрова Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев Лебедев Семёнов Егоров Павлов Козлов "
     "Степанов "
     "Николаев Орлов Андреев Макаров Захаров Зайцев Соловьёв Борисов Яковлев Григорьев Романов Воробьёв Щербаков "
     "Цветков Жуков "
     "Чернов Шевцов Хохлов Быков Эйнгорн Объедков ученик класс школа фамилия имя отчество дата рождения присутствует "
     "отсутствует оценка предмет математика русский язык учитель адрес телефон город улица группа возраст"},
    {"Ukrainian",
     "Олександр Андрій Дмитро Євген Іван Ігор Ілля Кирило Максим Михайло Микита Микола Олег Павло Роман Сергій Артем "
     "Юрій "
     "Ярослав Їжакевич Ганна Анастасія Валентина Вікторія Дарія Катерина Олена Ірина Оксана Людмила Марія Надія "
     "Наталія "
     "Ольга Поліна Світлана Тетяна Юлія Соломія Шевченко Бондаренко Коваленко Ткаченко Кравченко Олійник Шевчук Коваль "
     "Поліщук Бойко Мельник Лисенко Савченко Руденко Петренко Клименко Павленко Мазур Гаврилюк Іваненко Ковальчук "
     "Єрмоленко "
     "учень учениця клас школа прізвище ім’я по батькові дата народження присутній відсутній оцінка вчитель Київ Львів "
     "Харків "
     "Чернівці Ґалаґан Запоріжжя Вінниця Рівне Тернопіль"},
    {"Bulgarian",
     "Георги Иван Димитър Никола Петър Христо Стоян Йордан Тодор Васил Ангел Атанас Борис Кирил Методий Пламен Румен "
     "Радослав "
     "Мария Елена Иванка Йорданка Цветелина Десислава Гергана Надежда Росица Теодора Силвия Виолета Божидар Иванов "
     "Иванова "
     "Георгиев Георгиева Димитров Димитрова Петров Петрова Николов Христов Стоянов Тодоров Илиев Ангелов Василев "
     "Маринов Колев "
     "Йорданов Атанасов Кръстев Първанов Гълъбов Съботинов Ърнаудов ученик клас училище име фамилия отсъства присъства "
     "дата на "
     "раждане оценка предмет български език математика учител София Пловдив Варна Бургас Русе Плевен Търново"},
    {"Serbian", "Ђорђе Ђура Јован Јована Милош Милица Љубица Љубиша Његош Чедомир Душан Душанка Жељко Живорад Саша "
                "Снежана Марија Јелена "
                "Петровић Јовановић Николић Марковић Ђорђевић Стојановић Илић Станковић Павловић Милошевић Живковић "
                "Ђукић Цветковић "
                "Младеновић Ћирић Ћосић Љубојевић Његован Џајић ученик ученица разред школа презиме име датум рођења "
                "присутан одсутан"},
    {"Hebrew",
     "יוסף משה דוד אברהם יצחק יעקב שרה רבקה רחל לאה מרים חנה אסתר נועה תמר מאיה יעל שירה אביגיל עדי טליה איתי נועם "
     "דניאל "
     "אורי אריאל יונתן עומר גיא תומר אלון עידו רועי ליאור אהרן שמואל אליהו בנימין כהן לוי מזרחי פרץ ביטון אזולאי "
     "אוחיון דהן "
     "אברהמי פרידמן חדד גבאי שפירא עמר מלכה יוספי שלום רוזן גולן ברק כץ אשכנזי בן שושן סבן קליין וקנין תלמיד תלמידה שם "
     "משפחה כיתה נוכח נעדר תאריך לידה בית ספר ציון מקצוע מורה טלפון כתובת עיר ירושלים חיפה נתניה אשדוד הערות שעות "
     "ימים"},
    {"Arabic", "محمد أحمد علي حسن حسين إبراهيم يوسف عمر خالد سعيد عبد الله عبدالرحمن الرحمن الكريم مصطفى طارق ياسر "
               "سامي زيد فيصل ناصر "
               "ماجد جمال كمال هشام وليد فاطمة عائشة مريم زينب خديجة نور سارة ليلى هدى سلمى أميرة رانيا نادية سعاد "
               "آمنة إيمان أسماء "
               "هاجر شيماء الشريف المصري الحسيني العلي الخطيب النجار الحداد السيد القحطاني الغامدي العتيبي الزهراني "
               "الشمري المطيري "
               "الدوسري التميمي بن أبو حمدان منصور صالح عثمان الطالب اسم الاسم المدرسة الصف حاضر غائب تاريخ الميلاد "
               "الحضور الغياب المادة "
               "الدرجة المعلم الرياضيات العربية اللغة ملاحظات رقم الهاتف العنوان المدينة الجنس ذكر أنثى القاهرة الرياض "
               "جدة بيروت دمشق"},
    {"Persian", "محمد علی رضا حسین مهدی امیر پویا پریسا ژاله گلناز گیتی چنگیز کیان آرش آرمان فرهاد نازنین شیرین کاوه "
                "پرویز منیژه احمدی محمدی کریمی رضایی گودرزی چگینی پورمحمد ژیان کلاس نام خانوادگی تاریخ تولد مدرسه "
                "حاضر غایب نمره تهران "
                "دانش‌آموز"},
    {"Thai", "สมชาย สมหญิง สมศรี ประเสริฐ วิชัย สุรชัย อนันต์ ธนวัฒน์ กิตติ ณัฐพล ณัฐวุฒิ พิมพ์ชนก พรทิพย์ ศิริพร สุภาพร กนกวรรณ "
             "จันทร์เพ็ญ รัตนา วรรณา ปราณี มาลี นภัสสร ปิยะ ชัยวัฒน์ ธีรพงษ์ อภิชาติ วีระ สุวรรณ แก้ว ใจดี ทองดี บุญมี ศรีสุข พงษ์ไพบูลย์ "
             "วงศ์สวัสดิ์ รักไทย มีสุข สายทอง เจริญสุข แสงทอง จันทร์ดี นักเรียน ชื่อ นามสกุล ชั้น โรงเรียน วันเกิด มาเรียน ขาดเรียน สาย "
             "คะแนน วิชา ครู หมายเหตุ เด็กชาย เด็กหญิง นาย นางสาว ที่อยู่ กรุงเทพ เชียงใหม่ ขอนแก่น ภูเก็ต อายุ เพศ เลขที่ ห้อง"},
};
} // namespace

std::span<const LanguageWords> language_words() { return all; }
} // namespace engine
